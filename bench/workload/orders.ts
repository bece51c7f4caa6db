import type { OrderRequest } from '../../lambdas/contracts/order.ts';

/** The instant at which every request of the bench arrives, and the services that they bill. */
export const BENCH_NOW = Date.parse('2026-06-15T10:00:00+08:00');
const SERVICE_AT = '2026-06-15T09:30:00+08:00';

/** The most common order of an internet hospital: one follow-up consult by text. */
export function consultOrder(orderNo: string, member: OrderRequest['member']): OrderRequest {
  return {
    orderNo,
    kind: 'consult',
    serviceAt: SERVICE_AT,
    member,
    region: '310000',
    visit: { type: 'follow-up', mode: 'text', department: 'dermatology', doctorId: 'D310199000003' },
    diagnoses: [{ code: 'L30.900', name: '湿疹' }],
    lines: [{ lineNo: 1, category: 'consult', code: 'AAAA0003', name: '互联网复诊', quantity: '1', amount: 4_500 }],
  };
}

/** An order of laboratory tests; each line is decided for itself and has its reasons. */
export function testOrder(orderNo: string, member: OrderRequest['member'], lineCount: number): OrderRequest {
  return {
    ...consultOrder(orderNo, member),
    kind: 'test',
    lines: tests.slice(0, lineCount).map(([code, name, amount], index) => ({
      ...{ lineNo: index + 1, category: 'test', code, name, quantity: '1', amount },
    })),
  };
}

/** What a health check of an outpatient department consists of, with item codes and prices (fen) as hospitals bill them. */
const tests: readonly (readonly [code: string, name: string, amount: number])[] = [
  ['250101015', '血细胞分析', 2_000],
  ['250102035', '尿液分析', 1_000],
  ['250103001', '粪便常规', 500],
  ['250301001', '血清总蛋白测定', 600],
  ['250301002', '血清白蛋白测定', 600],
  ['250305007', '丙氨酸氨基转移酶', 800],
  ['250305008', '天门冬氨酸氨基转移酶', 800],
  ['250305009', 'γ-谷氨酰转移酶', 800],
  ['250305011', '碱性磷酸酶', 800],
  ['250305001', '总胆红素测定', 700],
  ['250307001', '尿素测定', 600],
  ['250307002', '肌酐测定', 800],
  ['250307005', '尿酸测定', 700],
  ['250302001', '葡萄糖测定', 500],
  ['250302003', '糖化血红蛋白', 7_000],
  ['250303001', '总胆固醇测定', 800],
  ['250303002', '甘油三酯测定', 1_000],
  ['250303004', '高密度脂蛋白胆固醇', 1_200],
  ['250303005', '低密度脂蛋白胆固醇', 1_200],
  ['250310010', '促甲状腺激素测定', 4_000],
];
