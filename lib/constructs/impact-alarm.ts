import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface ImpactAlarmProps {
  readonly topic: ITopic;
  /** one sentence: what partners or patients feel while this alarm rings. It is what the person on duty reads first. */
  readonly impact: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** at or above the threshold where nothing else is said; below it for what must never fall silent */
  readonly rings?: 'at-or-above' | 'below';
  /** how many of the last five periods; one where every single occurrence matters */
  readonly periods: 1 | 3;
}

/** An alarm that cannot be made without saying whom it hurts. */
export class ImpactAlarm extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id);
    if (!/^[A-Z].{20,}\.$/u.test(props.impact)) throw new Error(`the alarm ${id} needs an impact: a whole sentence`);

    const silenceIsFailure = props.rings === 'below';
    this.alarm = new Alarm(this, 'Alarm', {
      alarmDescription: `Impact: ${props.impact}`,
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator: silenceIsFailure
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: props.periods === 1 ? 1 : 5,
      datapointsToAlarm: props.periods,
      // A quiet night has no data, and that is no failure, but for what runs by itself.
      treatMissingData: silenceIsFailure ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const tell = new SnsAction(props.topic);
    this.alarm.addAlarmAction(tell);
    this.alarm.addOkAction(tell);
  }
}
