/**
 * Drugs that may not be prescribed online: narcotics, psychotropics of both classes, and others under special administration
 * (互联网诊疗管理办法（试行） 2018, article 19). The Drug Administration Law (2019, article 112) names toxic drugs for medical use and
 * radiopharmaceuticals as such beside them.
 */
export type BarredClass = 'narcotic-or-psychotropic' | 'radiopharmaceutical' | 'toxic';

/**
 * The regulation names substances, a national code names a group of the ATC. So only groups stand here whose substances are all of the
 * barred kind: 麻醉药品品种目录 and 精神药品品种目录 (2013, as amended since), 医疗用毒性药品管理办法 (1988; botulinum toxin by the
 * notice of 2008). Groups that hold others too are left to the prescriber and the pharmacist: N01AX (ketamine), N02AJ (compounds of
 * codeine, tramadol and others), N03AA (phenobarbital beside primidone), N06BA (methylphenidate beside atomoxetine), N07BC
 * (methadone), R05DA (codeine), L01XX (arsenic trioxide).
 */
const BARRED_GROUPS: readonly (readonly [atcPrefix: string, barred: BarredClass])[] = [
  ['M03AX', 'toxic'], // botulinum toxin
  ['N01AH', 'narcotic-or-psychotropic'], // opioid anaesthetics: fentanyl and its kin
  ['N02AA', 'narcotic-or-psychotropic'], // morphine, oxycodone, hydromorphone
  ['N02AB', 'narcotic-or-psychotropic'], // pethidine, fentanyl
  ['N02AC', 'narcotic-or-psychotropic'], // dextropropoxyphene and its kin
  ['N02AD', 'narcotic-or-psychotropic'], // pentazocine
  ['N02AE', 'narcotic-or-psychotropic'], // buprenorphine
  ['N02AF', 'narcotic-or-psychotropic'], // butorphanol, nalbuphine
  ['N02AG', 'narcotic-or-psychotropic'], // opioids with antispasmodics: morphine and atropine
  ['N02AX', 'narcotic-or-psychotropic'], // tramadol, dezocine, tapentadol
  ['N03AE', 'narcotic-or-psychotropic'], // clonazepam
  ['N05BA', 'narcotic-or-psychotropic'], // diazepam, alprazolam, lorazepam
  ['N05CA', 'narcotic-or-psychotropic'], // amobarbital, pentobarbital, secobarbital
  ['N05CD', 'narcotic-or-psychotropic'], // estazolam, midazolam, triazolam
  ['N05CF', 'narcotic-or-psychotropic'], // zolpidem, zopiclone, zaleplon
  ['V09', 'radiopharmaceutical'], // diagnostic
  ['V10', 'radiopharmaceutical'], // therapeutic
];

/**
 * How a code of the national insurance list begins for a chemical or biological drug: `X`, the ATC to its fourth level, a letter and
 * three digits for the name; 23 characters in all for a package of a maker, fewer for the name alone. Herbs (`Z`, `T`) have no ATC.
 */
const NATIONAL_CODE = /^X([A-Z]\d{2}[A-Z]{2})[A-Z]\d{3}/;

/** Why a drug may not be prescribed online; `undefined` where it may, or where its code is none of the national list. */
export function barredClassOf(code: string): BarredClass | undefined {
  const atc = NATIONAL_CODE.exec(code)?.[1];
  return atc === undefined ? undefined : BARRED_GROUPS.find(([prefix]) => atc.startsWith(prefix))?.[1];
}
