import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  ApiMapping,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Route } from '../../lambdas/contracts/route.ts';
import { routes, unknownRoute } from '../../lambdas/contracts/routes.ts';
import type { HandlerName } from '../function-needs.ts';
import type { StageConfig } from '../stage-config.ts';
import type { ConnectorFunction } from './connector-function.ts';

/** Neither path nor query nor address: an order number in a path is the provider's, an address may be a patient's. */
const accessLogFields = {
  requestId: '$context.requestId',
  requestTimeEpoch: '$context.requestTimeEpoch',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  gatewayError: '$context.error.responseType',
};

export interface PartnerApiProps {
  readonly config: StageConfig;
  readonly logKey: IKey;
  /** by the name of the handler */
  readonly functions: ReadonlyMap<HandlerName, ConnectorFunction>;
}

/** The doors: exactly the routes of lambdas/contracts/routes.ts, each throttled, and one for whatever they do not take. */
export class PartnerApi extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;

  constructor(scope: Construct, id: string, props: PartnerApiProps) {
    super(scope, id);
    const { config, functions } = props;

    this.api = new HttpApi(this, 'Api', {
      apiName: `direct-billing-${config.stage}`,
      createDefaultStage: false,
      // Signatures cover the host name: with a domain of our own there is one name, and no way around it.
      disableExecuteApiEndpoint: config.domain !== undefined,
    });

    const logGroup = new LogGroup(this, 'AccessLogs', {
      retention: config.logRetentionDays,
      encryptionKey: props.logKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const unnamed = throttle(unknownRoute.throttle, config.throttleScale);
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: unnamed.ThrottlingRateLimit, burstLimit: unnamed.ThrottlingBurstLimit },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });

    const integrations = new Map(
      [...functions].map(([name, one]) => [name, new HttpLambdaIntegration(`${name}-integration`, one.function)]),
    );
    for (const door of doors) {
      const integration = integrations.get(door.handler);
      if (integration === undefined) throw new Error(`${door.key.key} has no function`);
      const route = new HttpRoute(this, `Route ${door.key.key}`, {
        httpApi: this.api,
        routeKey: door.key,
        integration,
      });
      // A stage may only speak of routes that exist.
      this.stage.node.addDependency(route);
      Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: unauthorizedReason(door) });
    }
    (this.stage.node.defaultChild as CfnStage).routeSettings = Object.fromEntries(
      doors.map((door) => [door.key.key, throttle(door.throttle, config.throttleScale)]),
    );

    if (config.domain !== undefined) this.serveUnder(config.domain);
  }

  private serveUnder(domain: NonNullable<StageConfig['domain']>): void {
    const domainName = new DomainName(this, 'Domain', {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', { api: this.api, domainName, stage: this.stage });
  }
}

interface DoorRoute extends Pick<Route, 'door' | 'throttle'> {
  readonly key: HttpRouteKey;
  readonly handler: HandlerName;
}

const doors: readonly DoorRoute[] = [
  ...Object.values(routes).map((route) => ({ ...route, key: HttpRouteKey.with(route.path, HttpMethod[route.method]) })),
  { ...unknownRoute, door: 'public', key: HttpRouteKey.DEFAULT },
];

function throttle(limit: Route['throttle'], scale: number) {
  return {
    ThrottlingRateLimit: Math.max(1, Math.round(limit.rate * scale)),
    ThrottlingBurstLimit: Math.max(2, Math.round(limit.burst * scale)),
  };
}

function unauthorizedReason({ door }: Pick<Route, 'door'>): string {
  return door === 'public'
    ? 'Public by contract: it answers what everybody may know and reads nothing of any partner or member.'
    : 'Every request carries an HTTP Message Signature over its body, which no authorizer sees: the function verifies it first.';
}
