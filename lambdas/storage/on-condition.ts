import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** Whether a write took place that stands on a condition; anything but the condition is thrown. */
export async function onCondition(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
