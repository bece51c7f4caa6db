import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ImpactAlarm } from './impact-alarm.ts';
import { lagOf, setAsideIn, waitIn } from './work-metrics.ts';
import type { WorkSource } from './work-sources.ts';

const minute = Duration.minutes(1);
const fiveMinutes = Duration.minutes(5);

/** A stream is followed within seconds; five minutes are a function that fails again and again or cannot keep up. */
const lateStreamMs = 300_000;

/** What rings when work that no request waits for is late, fails for good, or does not begin at all. */
export class WorkAlarms extends Construct {
  constructor(scope: Construct, id: string, props: { topic: ITopic; sources: readonly WorkSource[] }) {
    super(scope, id);
    for (const source of props.sources) this.watch(source, props.topic);
  }

  private watch(source: WorkSource, topic: ITopic): void {
    const { trigger, one, queue, deadLetters, workflow } = source;
    const { handler, needs, node } = one;
    if (deadLetters !== undefined) {
      new ImpactAlarm(this, `${node.id}SetAside`, {
        topic,
        impact: `Work of ${handler} failed for good and was set aside for a person to look at. ${needs.impact}`,
        metric: setAsideIn(deadLetters, minute),
        threshold: 1,
        periods: 1,
      });
    }
    if (queue !== undefined && trigger.on === 'queue') {
      new ImpactAlarm(this, `${node.id}Late`, {
        topic,
        impact: `The queue ${handler} is not worked off in time. ${needs.impact}`,
        metric: waitIn(queue, minute),
        threshold: trigger.lateSeconds,
        periods: 3,
      });
    }
    if (trigger.on === 'stream') {
      new ImpactAlarm(this, `${node.id}Late`, {
        topic,
        impact: `The function ${handler} does not follow the stream of the table. ${needs.impact}`,
        metric: lagOf(one.function, minute),
        threshold: lateStreamMs,
        periods: 3,
      });
    }
    if (trigger.on === 'schedule') {
      new ImpactAlarm(this, `${node.id}Silent`, {
        topic,
        impact: `The function ${handler} has not been run for five minutes. ${needs.impact}`,
        metric: one.function.metricInvocations({ period: fiveMinutes, statistic: 'Sum' }),
        threshold: 1,
        periods: 1,
        rings: 'below',
      });
    }
    if (workflow !== undefined && trigger.on === 'workflow') {
      const { failed, machine } = workflow.watched();
      new ImpactAlarm(this, `${node.id}Failed`, {
        topic,
        impact: `The run of ${handler} failed or was not done within ${trigger.lateMinutes} minutes. ${needs.impact}`,
        metric: failed(fiveMinutes),
        threshold: 1,
        periods: 1,
      });
      new ImpactAlarm(this, `${node.id}NotDone`, {
        topic,
        impact: `No run of ${handler} has ended well for a day. ${needs.impact}`,
        metric: machine.metricSucceeded({ period: Duration.days(1), statistic: 'Sum' }),
        threshold: 1,
        periods: 1,
        rings: 'below',
      });
    }
  }
}
