/** What connecting or disconnecting one policy does: who gains or loses the service, who stays covered, and who pays. */
import { MessageBar, MessageBarBody, makeStyles, Text, tokens } from "@fluentui/react-components";
import { AssumptionNote } from "../../components/AssumptionNote";
import { PageLink } from "../../components/PageLink";
import type { ActivePlan } from "../../generated/ActivePlan";
import type { PolicyPeople } from "../../generated/PolicyPeople";
import type { ServiceConnected } from "../../generated/ServiceConnected";
import type { ServiceDisconnected } from "../../generated/ServiceDisconnected";
import { formatInstant, formatList, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  effects: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  asOf: { color: tokens.colorNeutralForeground3 },
});

const people = (count: number) => formatQuantity(count, "person", "people");

/** `"Sales" (12 people), "Bids" (3 people)`. */
function named(shares: PolicyPeople[]): string {
  return formatList(
    shares.map(({ policyName, people: count, endsAt }) => {
      const until = endsAt ? `, disconnecting, at the latest by ${formatInstant(endsAt)}` : "";
      return `"${policyName}" (${people(count)}${until})`;
    }),
  );
}

/** Both set-ups may exist, but Microsoft advises to turn the other one off first. It can be passed over. */
function TurnOffFirst({ plan }: { plan: ActivePlan }) {
  return (
    <MessageBar intent="warning" layout="multiline" data-kind="advice" data-testid={testId("connect-advice")}>
      <MessageBarBody>
        Pay-as-you-go for Copilot Chat is on in the Power Platform admin center too, with the billing plan "{plan.name}
        ". Both can exist, and nobody is charged twice; Microsoft advises to turn that plan off first.{" "}
        <PageLink
          to="/power-platform/billing-plans"
          search={{ panel: "plan", id: plan.id }}
          inline
          data-testid={testId("connect-advice-plan")}
        >
          Open the billing plan
        </PageLink>
      </MessageBarBody>
    </MessageBar>
  );
}

export function ConnectEffects({ effects }: { effects: ServiceConnected }) {
  const styles = useStyles();
  const { service, gained, coveredTwice, licensed, alsoCoveredBy, paidBy } = effects;
  return (
    <section className={styles.effects} aria-label="What saving does" data-testid={testId("connect-effects")}>
      {effects.chatPlan && <TurnOffFirst plan={effects.chatPlan} />}
      <Text weight="semibold">What saving does</Text>
      <ul className={styles.list}>
        <li data-kind="gained" data-value={gained}>
          {gained === 0 ? "Nobody gains" : formatQuantity(gained, "person gains", "people gain")} {service.label}.
        </li>
        {coveredTwice > 0 && (
          <li data-kind="covered-twice" data-value={coveredTwice}>
            {formatQuantity(coveredTwice, "person is", "people are")} covered twice, also by {named(alsoCoveredBy)}. Who
            pays: {named(paidBy)}.
          </li>
        )}
        <Licensed count={licensed} />
      </ul>
      <AsOf people={effects.people} asOf={effects.asOf} />
      {coveredTwice > 0 && <AssumptionNote id="oldest-policy-pays" />}
    </section>
  );
}

export function DisconnectEffects({ effects }: { effects: ServiceDisconnected }) {
  const styles = useStyles();
  const { service, lost, lostLater, lostAtOnce, stillCovered, licensed, paidBy, endsAt } = effects;
  const isCalls = service.service === "retrievalApi";
  return (
    <section className={styles.effects} aria-label="What disconnecting does" data-testid={testId("disconnect-effects")}>
      <Text weight="semibold">What disconnecting does</Text>
      <ul className={styles.list}>
        <li data-kind="lost" data-value={lost}>
          {lost === 0 ? "Nobody loses" : formatQuantity(lost, "person loses", "people lose")} {service.label}.
        </li>
        {lostAtOnce > 0 && (
          <li data-kind="lost-at-once" data-value={lostAtOnce}>
            At once for {people(lostAtOnce)}, who used no agent of it: agents that somebody never used are gone for them
            at once.
          </li>
        )}
        {lostLater > 0 && (
          <li data-kind="lost-later" data-value={lostLater}>
            At the latest by {formatInstant(endsAt)} for {people(lostLater)}
            {isCalls ? "." : ", who keep the agents that they used until then."}
          </li>
        )}
        {stillCovered > 0 && (
          <li data-kind="still-covered" data-value={stillCovered}>
            {formatQuantity(stillCovered, "person stays", "people stay")} covered. Who pays: {named(paidBy)}.
          </li>
        )}
        <Licensed count={licensed} />
        <li>It has reached everybody at the latest by {formatInstant(endsAt)}. Use until then is still charged.</li>
      </ul>
      <AsOf people={effects.people} asOf={effects.asOf} />
      <AssumptionNote id="disconnect-after-two-hours" />
      {lostAtOnce > 0 && <AssumptionNote id="unused-agents" />}
    </section>
  );
}

function Licensed({ count }: { count: number }) {
  return (
    count > 0 && (
      <li data-kind="licensed" data-value={count}>
        Nothing changes for {people(count)} with a Microsoft 365 Copilot license, which includes it.
      </li>
    )
  );
}

function AsOf({ people: count, asOf }: { people: number; asOf: string }) {
  const styles = useStyles();
  return (
    <Text size={200} className={styles.asOf}>
      {people(count)} included in the policy, as of {formatInstant(asOf)}
    </Text>
  );
}
