/** The last few things that happened. */
import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { PageLink } from "../../components/PageLink";
import { ProblemBar } from "../../components/ProblemBar";
import { Instant } from "../../components/values";
import { testId } from "../../testIds";
import { HappeningText } from "../happenings/HappeningText";
import { HomeCard } from "./HomeCard";
import { LATEST } from "./homeReads";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0, display: "grid", rowGap: tokens.spacingVerticalM },
  item: { display: "flex", flexDirection: "column", minWidth: 0, overflowWrap: "anywhere" },
  when: { color: tokens.colorNeutralForeground3 },
});

export function LatestHappenings() {
  const styles = useStyles();
  const latest = useRead("happening_list", LATEST);
  return (
    <HomeCard id="latest" title="What happened lately">
      <ProblemBar problem={latest.error} onRetry={() => latest.refetch()} />
      {latest.data?.rows.length === 0 && <Text>Nothing yet.</Text>}
      <ul className={styles.list}>
        {latest.data?.rows.map((row) => (
          <li key={row.id} className={styles.item}>
            <HappeningText row={row} />
            <Text size={200} className={styles.when}>
              <Instant value={row.at} />
            </Text>
          </li>
        ))}
      </ul>
      <PageLink to="/rehearsal/happenings" data-testid={testId("home-all-happenings")}>
        What happened
      </PageLink>
    </HomeCard>
  );
}
