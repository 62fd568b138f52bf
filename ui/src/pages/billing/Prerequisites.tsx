/** What pay-as-you-go billing needs: a message where something is missing, and the whole list with who could provide it. */
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from "@fluentui/react-components";
import { CheckmarkCircleFilled, ErrorCircleRegular } from "@fluentui/react-icons";
import { useRead } from "../../api/hooks";
import { LearnMore } from "../../components/help/LearnMore";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import type { PrerequisiteRow } from "../../generated/PrerequisiteRow";
import type { ServiceKey } from "../../generated/ServiceKey";
import { formatList } from "../../locale/locale";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0, display: "grid", rowGap: tokens.spacingVerticalL },
  row: { display: "grid", gridTemplateColumns: "auto 1fr", columnGap: tokens.spacingHorizontalS },
  met: { color: tokens.colorPaletteGreenForeground1, fontSize: "20px" },
  missing: { color: tokens.colorPaletteDarkOrangeForeground1, fontSize: "20px" },
  texts: { display: "grid", rowGap: tokens.spacingVerticalXXS },
  source: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Nothing is shown where nothing is missing. */
export function PrerequisitesBar({ onOpen }: { onOpen(): void }) {
  const checked = useRead("prerequisite_check", {});
  if (!checked.data || checked.data.met) {
    return null;
  }
  const missing = checked.data.prerequisites.filter(({ met }) => !met);
  return (
    <MessageBar
      intent="info"
      layout="multiline"
      data-kind="prerequisites"
      data-value={missing.length}
      data-testid={testId("prerequisites-bar")}
    >
      <MessageBarBody>
        <MessageBarTitle>You can't add a billing policy</MessageBarTitle>
        <br />
        {missing.map(({ text }) => text).join(" ")}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={onOpen} data-testid={testId("prerequisites-open")}>
          What you need
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** What the acting person lacks to connect a policy to the service, and who could provide it; nothing where nothing is missing. */
export function ConnectPrerequisites({ service }: { service: ServiceKey }) {
  const styles = useStyles();
  const checked = useRead("prerequisite_check", { purpose: "connectService", service });
  const missing = checked.data?.prerequisites.filter(({ met }) => !met) ?? [];
  return (
    missing.length > 0 && (
      <MessageBar
        intent="info"
        layout="multiline"
        data-kind="prerequisites"
        data-value={missing.length}
        data-testid={testId("service-prerequisites")}
      >
        <MessageBarBody>
          <MessageBarTitle>You can't connect or disconnect a billing policy here</MessageBarTitle>
          <ul className={styles.list}>
            {missing.map((row) => (
              <Prerequisite key={row.key} row={row} />
            ))}
          </ul>
        </MessageBarBody>
      </MessageBar>
    )
  );
}

export function PrerequisitesPanel({ onClose }: { onClose(): void }) {
  const styles = useStyles();
  const checked = useRead("prerequisite_check", {});
  return (
    <SidePanel id="prerequisites" title="What you need to add a billing policy" onClose={onClose}>
      {checked.isPending && <Spinner label="Loading" />}
      <ProblemBar problem={checked.error} onRetry={() => checked.refetch()} />
      <ul className={styles.list}>
        {checked.data?.prerequisites.map((row) => (
          <Prerequisite key={row.key} row={row} />
        ))}
      </ul>
      <LearnMore article="setUp" place="panel" />
    </SidePanel>
  );
}

function Prerequisite({ row }: { row: PrerequisiteRow }) {
  const styles = useStyles();
  const { key, label, met, text, who, source } = row;
  return (
    <li className={styles.row} data-met={met} data-testid={testId("prerequisite-<key>", { key })}>
      {met ? (
        <CheckmarkCircleFilled className={styles.met} aria-label="Met" />
      ) : (
        <ErrorCircleRegular className={styles.missing} aria-label="Not met" />
      )}
      <span className={styles.texts}>
        <Text weight="semibold">{label}</Text>
        <Text>{text}</Text>
        {!met && (
          <Text>
            {who.length === 0
              ? "Nobody in this tenant could provide it."
              : `Who could provide it: ${formatList(who.map(({ displayName, because }) => `${displayName} (${because})`))}.`}
          </Text>
        )}
        <span className={styles.source}>Source: {source}</span>
      </span>
    </li>
  );
}
