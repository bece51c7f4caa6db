/** Members of the demo insurer. 110000 is a whole municipality and no district, so that these numbers are nobody's. */
export const demoMembers = [
  {
    memberId: 'M-1001',
    coverageId: 'C-1001',
    identity: {
      idType: 'resident-id',
      idNo: '11000019900307001X',
      name: '演示甲',
      birthDate: '1990-03-07',
      sex: 'male',
    },
  },
  {
    memberId: 'M-1002',
    coverageId: 'C-1002',
    identity: {
      idType: 'resident-id',
      idNo: '11000019851123002X',
      name: '演示乙',
      birthDate: '1985-11-23',
      sex: 'female',
    },
  },
] as const;
