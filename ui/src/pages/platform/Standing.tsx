/** How an environment stands: what goes on, what would mend it as buttons that lead there, and what users see. */
import { Button, makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { Tag } from "../../components/Tag";
import type { EnvironmentRow } from "../../generated/EnvironmentRow";
import type { EnvironmentStanding } from "../../generated/EnvironmentStanding";
import type { MendKey } from "../../generated/MendKey";
import type { UserNotice } from "../../generated/UserNotice";
import { formatInstant } from "../../locale/locale";
import { testId } from "../../testIds";
import { CapacityStatus } from "./CapacityStatus";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  notice: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground2,
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
  },
});

const MENDS: Record<MendKey, string> = {
  reallocate: "Reallocate capacity",
  draw: "Draw from tenant capacity",
  buy: "Buy capacity packs",
  linkPlan: "Link a billing plan",
  linkDynamics: "Link to a Power Platform environment",
  convert: "Convert to production",
};

interface StandingProps {
  environment: EnvironmentRow;
  standing: EnvironmentStanding;
  /** What has a button of its own where this stands. */
  offeredBeside?: MendKey[];
}

export function Standing({ environment, standing, offeredBeside = [] }: StandingProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const { id } = environment;
  const toCapacity = () => void navigate({ to: "/power-platform/copilot-studio", search: { panel: "capacity", id } });
  const toEnvironment = () =>
    void navigate({ to: "/power-platform/environments", search: { panel: "environment", id } });
  const acts: Record<MendKey, () => void> = {
    reallocate: toCapacity,
    draw: toCapacity,
    linkDynamics: toEnvironment,
    convert: toEnvironment,
    buy: () => void navigate({ to: "/billing/purchase" }),
    linkPlan: () => void navigate({ to: "/power-platform/billing-plans" }),
  };
  const offered = standing.mends.filter((mend) => !offeredBeside.includes(mend));
  return (
    <section className={styles.block} aria-labelledby="standing-heading">
      <Subtitle2 as="h3" id="standing-heading">
        Capacity status
      </Subtitle2>
      <CapacityStatus standing={standing} testId={testId("environment-status")} />
      <Text data-testid={testId("environment-standing")} data-value={standing.left}>
        {standing.text}
      </Text>
      {offered.length > 0 && (
        <div className={styles.buttons}>
          {offered.map((mend) => (
            <Button key={mend} onClick={acts[mend]} data-testid={testId("environment-mend-<mend>", { mend })}>
              {MENDS[mend]}
            </Button>
          ))}
        </div>
      )}
      {standing.notices.length > 0 && <UsersSee notices={standing.notices} />}
    </section>
  );
}

function UsersSee({ notices }: { notices: UserNotice[] }) {
  const styles = useStyles();
  return (
    <div className={styles.block}>
      <Subtitle2 as="h4">
        What users see <Tag kind="onlyHere" />
      </Subtitle2>
      {notices.map(({ audience, audienceLabel, text, since, assumption }) => (
        <blockquote
          key={audience}
          className={styles.notice}
          data-kind={audience}
          data-testid={testId("environment-notice-<audience>", { audience })}
        >
          <Text size={200}>
            {audienceLabel}
            {since && `, from ${formatInstant(since)} on`}
          </Text>
          <Text>{text}</Text>
          {assumption && (
            <span>
              <Tag kind="assumption" />
            </span>
          )}
        </blockquote>
      ))}
    </div>
  );
}
