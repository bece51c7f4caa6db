import type { StatedNeeds } from './stated-needs.ts';

type EnrolmentDoor = 'coverages' | 'enrolments' | 'enrolment-reports';

/** What the functions may do by which insurers enrol members, one by one and by files. */
export const enrolmentNeeds: Readonly<Record<EnrolmentDoor, StatedNeeds>> = {
  'coverages': {
    memoryMb: 512,
    table: {
      BatchGetItem: ['COVERAGE', 'IDENTITY', 'MEMBER', 'PLAN'],
      PutItem: ['COVERAGE', 'IDENTITY', 'MEMBER'],
      UpdateItem: ['MEMBER'],
    },
    secret: true,
    impact: 'Insurers cannot enrol or end coverages: new members are declined and ended ones still covered.',
  },
  'enrolments': {
    memoryMb: 512,
    table: { BatchGetItem: ['ENROLMENT'], PutItem: ['ENROLMENT'] },
    secret: false,
    sendsTo: ['enrolment-files'],
    objects: { enrolments: { write: ['files/', 'uploads/'] } },
    impact: 'Insurers cannot send files of coverages: members are enrolled one by one or late.',
  },
  'enrolment-reports': {
    memoryMb: 256,
    table: { Query: ['ENROLMENT'] },
    secret: false,
    impact: 'Insurers cannot see what became of their files of coverages; they are worked off all the same.',
  },
};
