/** A sound body of each request with every field of the contract in it, so that each can be spoiled in turn. */
export const fullOrder = {
  orderNo: 'HX20261121000123',
  kind: 'consult',
  serviceAt: '2026-11-21T10:05:00+08:00',
  member: { idType: 'resident-id', idNo: '11000019491231009X', name: '张三' },
  region: '310000',
  visit: {
    type: 'follow-up',
    mode: 'text',
    department: '皮肤科',
    doctorId: 'D310199000003',
    priorDiagnosisEvidence: true,
    guardianPresent: true,
  },
  prescriptionNo: 'RX-881',
  diagnoses: [{ code: 'L30.900', name: '湿疹' }],
  lines: [
    {
      lineNo: 2,
      category: 'drug',
      code: 'XA10BAE021A010010201650',
      name: '二甲双胍',
      quantity: '1.5',
      amount: 4500,
      daysSupply: 7,
    },
    { lineNo: 1, category: 'consult', name: '图文复诊', quantity: '1', amount: 900 },
  ],
  priorPayments: [
    { payer: 'national-insurance', lineNo: 2, amount: 4000 },
    { payer: 'employer', lineNo: 2, amount: 500 },
  ],
};

export const fullSettlement = { ...fullOrder, quoteToken: 'q1.eyJvIjoiSFgifQ.Zk3x' };

export const fullAuthorization = { ...fullOrder, expiresInSeconds: 3_600 };

export const fullCapture = { captureNo: 'CAP-1', lines: [{ lineNo: 2, quantity: '0.5', amount: 1_500 }], final: false };

export const fullReversal = { reversalNo: 'REV-1', reason: '患者退药', lines: [{ lineNo: 2, quantity: '0.5' }] };

export const fullWithdrawal = { reason: '剂量有误' };

export const fullEligibilityCheck = { member: { memberId: 'M-1001' }, serviceDate: '2026-11-21', region: '310000' };

export const fullPool = { budget: 50_000_000, shards: 4 };

export const fullPrescription = {
  consultOrderNo: 'HX20261121000123',
  member: { idType: 'resident-id', idNo: '11000019491231009X', name: '张三' },
  diagnoses: [{ code: 'E11.900', name: '2型糖尿病' }],
  doctorId: 'D310199000003',
  issuedAt: '2026-11-21T10:05:00+08:00',
  reviewedBy: 'PH-310199',
  reviewedAt: '2026-11-21T10:15:00+08:00',
  validUntil: '2026-12-21T10:05:00+08:00',
  longTerm: true,
  items: [{ code: 'XA10BAE021A010010201650', name: '盐酸二甲双胍片', quantity: '1.5', daysSupply: 28, refills: 2 }],
};

export const fullEnrolment = {
  memberId: 'M-1001',
  planId: 'ehealth-direct',
  from: '2026-01-01',
  to: '9999-12-31',
  status: 'active',
  nationalInsurance: false,
  consent: true,
  identity: { idType: 'resident-id', idNo: '11000019491231009X', name: '张三', birthDate: '1949-12-31', sex: 'female' },
  familyId: 'F-77',
  renewalOf: 'C-2025-1',
  priority: 10,
};

const name = { zh: '互联网问诊', en: 'Online consults' };

export const fullPlan = {
  planId: 'ehealth-direct',
  version: 3,
  name,
  currency: 'CNY',
  effectiveFrom: '2026-01-01',
  effectiveTo: '2027-12-31',
  year: 'calendar',
  waitingDays: 30,
  network: ['hospital-a'],
  exclusions: { diagnoses: ['Z41', 'F10'], codes: ['COSMETIC-01'] },
  deductible: { amount: 10_000, per: 'year', scope: 'member' },
  outOfPocketMax: [
    { amount: 200_000, per: 'year', scope: 'member' },
    { amount: 400_000, per: 'year', scope: 'family' },
  ],
  nationalInsurance: { rateIfUnusedBps: 6_000 },
  filingDays: 30,
  limits: [
    {
      limitId: 'plan-month',
      measure: 'count',
      max: 10,
      per: { rollingDays: 30 },
      scope: { pool: 'relief' },
      onExceed: 'reject',
    },
  ],
  benefits: [
    {
      benefitId: 'drugs',
      name,
      covers: {
        orderKinds: ['pharmacy'],
        categories: ['drug'],
        visits: ['follow-up'],
        modes: ['text'],
        departments: ['皮肤科'],
        diagnoses: ['L30'],
        items: { formulary: 'core' },
      },
      waitingDays: 0,
      network: 'any',
      allowFirstVisit: true,
      priceCap: { perUnit: 2_500 },
      excess: 'patient',
      networkDiscountBps: 2_000,
      deductible: 'waived',
      copay: { per: 'line', amount: 500 },
      coinsuranceBps: 2_000,
      coinsuranceByTierBps: { B: 1_000, C: 4_000 },
      coinsuranceMin: 0,
      coinsuranceMax: 5_000,
      limits: [
        { limitId: 'drugs-year', measure: 'amount', max: 2_000_000, per: 'year', scope: 'family', onExceed: 'reduce' },
      ],
      supply: { maxDaysPerOrder: 28, maxDaysLongTerm: 84, refillAfterBps: 8_000 },
    },
    { benefitId: 'tests', name, covers: { items: { codes: ['TEST-BLOOD'] } }, priceCap: 'formulary' },
  ],
  endorsements: [
    {
      endorsementId: 'epidemic-2022-sh',
      name,
      from: '2022-03-28',
      to: '2022-06-30',
      regions: ['31'],
      diagnoses: ['U07'],
      providers: ['hospital-a'],
      waives: ['formulary', 'codes', 'network', 'waiting', 'deductible', 'first-visit'],
    },
  ],
};

export const fullFormularyEntry = {
  code: 'XA10BAE021A010010201650',
  name: '盐酸二甲双胍片',
  maxUnitPrice: 310,
  tier: 'A',
  maxDaysSupply: 28,
  otc: false,
  prohibited: false,
};
