/**
 * What facts have in common, given to the compressor beforehand: what is written most comes last. A stored fact can be read with
 * exactly this text only, so it is part of the fact's version and is never edited; a better one is a second one.
 */
const names = [
  '甲状腺功能三项凝血功能糖化血红蛋白测定尿常规粪便肾功能电解质血脂四项心电图彩超常规检查幽门螺杆菌呼气试验核酸检测抗体测定十一项',
  '血糖试纸血压计胰岛素针头一次性使用医用口罩雾化器敷料退热贴鼻用喷雾滴眼液软膏乳膏凝胶贴膏栓剂吸入粉雾剂注射液糖浆混悬液',
  '复方甘草酸苷蒲地蓝消炎连花清瘟感冒灵板蓝根六味地黄丸小儿双歧杆菌蒙脱石散孟鲁司特钠氨溴索氯雷他定西替利嗪左氧氟沙星头孢克肟阿奇霉素',
  '阿莫西林克拉维酸钾布洛芬对乙酰氨基酚奥美拉唑雷贝拉唑多潘立酮阿司匹林氯吡格雷阿托伐他汀钙瑞舒伐他汀苯磺酸氨氯地平硝苯地平',
  '厄贝沙坦氢氯噻嗪缬沙坦美托洛尔比索洛尔二甲双胍格列美脲阿卡波糖达格列净非布司他左甲状腺素钠酸钙维生素盐酸肠溶缓释胶囊颗粒口服溶液分散片',
  '上呼吸道感染高血压病2型糖尿病冠心病高脂血症慢性胃炎支气管炎过敏性鼻炎荨麻疹特应性皮炎湿疹失眠焦虑状态',
  '挂号服务费诊查费会诊冷链配送费快递费图文问诊电话问诊视频复诊图文复诊',
];
const fields = [
  '"E101","E102","E103","E104","E105","E109","T702","T703","T714","member","coverage.status","coverage.to","coverage.from","coverage.consent"',
  '"P204","P206","P201","E107","C302","C304","C306","L507","L511","L510","B606","coverage.priority","A802","endorsements.',
  '"plan.waitingDays","plan.network","plan.benefits","plan.exclusions.diagnoses","plan.exclusions.codes",".covers.items","visit.guardianPresent",',
  '"reject","rolling","lifetime","L506","L508","R401","order.prescriptionNo","B601","plan.nationalInsurance","C305",".priceCap","L513","plan.outOfPocketMax",',
  '"L504",".limits.","L505","plan.limits.","L503",".copay","A801",".networkDiscount","L501","plan.deductible","L502",".coinsurance",',
  '"cardiology","pediatrics","dermatology","endocrinology","internal-medicine"],"RX-202',
  '["J06.900","急性上呼吸道感染"]["I10.x00","高血压"]["E11.900","2型糖尿病"]["L30.900","湿疹"]],[["national-insurance",1,',
  '-day-order-line-lifetime/L","tests","drugs-year","drugs","consult-month/M202","consult-year/Y2026-01-01","plan-year/Y2026-01-01","out-of-pocket/Y2026-01-01",',
  '"deductible/Y2026-01-01","consult-year","2026-01-01","2026-12-31","plan-year","deductible","out-of-pocket","text","phone","video",',
  'T10:00:00+08:00",[0,0,"D310000000',
  '[[1],[1],[0],["CONSULT-TEXT"],["图文复诊"],[10000],[0]],[[1],[0],[0],[-2],[0],[[0,1,2]],[[]],[[0,-1,1,-1]]],',
  '[[20],[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20],[1],["XA10BAE","XC","XN","XJ01","XR",10000,20000,30000,7,14,28],',
  '[[0,1],[2,-1],[3,-1]],[[0,1,-1,1000],[2,3,-1,2000],[4,5,-1,500]],[[0,1],[0,2]],[],[[0,0,0,2000000,0,0,1,2],[3,0,1,12,1,0,1,2]],[37,1]]',
  '[["r"]],[["r","r"],["r",0]],[[0,-2],[0,-3],[1,-1],"-health/"],[["COV-2026-0',
  '[1,"A",17[1,"S",17","2026-","-internet-hospital","HX2026","M-1",["',
];

export const FACT_DICTIONARY = Buffer.from([...names, ...fields].join(''));
