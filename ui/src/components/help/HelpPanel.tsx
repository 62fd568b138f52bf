/** What a page is for, where it is in the real admin centers, what is assumed on it, and what to read about it. */
import { makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useLocation } from "@tanstack/react-router";
import { useRead } from "../../api/hooks";
import { testId } from "../../testIds";
import { AssumptionNote } from "../AssumptionNote";
import { SidePanel } from "../panel/SidePanel";
import { Tag } from "../Tag";
import { helpOf } from "./helpTexts";
import { asOf, LearnMore } from "./LearnMore";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  list: { listStyleType: "none", margin: 0, padding: 0, display: "grid", rowGap: tokens.spacingVerticalM },
  detail: { color: tokens.colorNeutralForeground3 },
});

export function HelpPanel({ title, onClose }: { title: string; onClose(): void }) {
  const styles = useStyles();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const { text, where, assumptions = [], articles = [] } = helpOf(path);
  const known = useRead("article_list", {});
  return (
    <SidePanel id="help" title={`Help: ${title}`} onClose={onClose}>
      <div className={styles.block} data-testid={testId("help-text")}>
        {text.map((paragraph) => (
          <Text key={paragraph}>{paragraph}</Text>
        ))}
      </div>
      <section className={styles.block} aria-label="In the admin centers" data-testid={testId("help-where")}>
        <Subtitle2 as="h3">In the admin centers</Subtitle2>
        {where ? (
          <Text>{where}</Text>
        ) : (
          <Text>
            <Tag kind="onlyHere" /> The real admin centers have no such page.
          </Text>
        )}
      </section>
      {assumptions.length > 0 && (
        <section className={styles.block} aria-label="Assumed here" data-testid={testId("help-assumptions")}>
          <Subtitle2 as="h3">Assumed here</Subtitle2>
          {assumptions.map((id) => (
            <AssumptionNote key={id} id={id} />
          ))}
        </section>
      )}
      {articles.length > 0 && (
        <section className={styles.block} aria-label="Learn more" data-testid={testId("help-articles")}>
          <Subtitle2 as="h3">Learn more</Subtitle2>
          <Text size={200} className={styles.detail}>
            Microsoft's documentation, opened in your browser. Meterdesk itself stays offline.
          </Text>
          <ul className={styles.list}>
            {known.data?.rows
              .filter(({ key }) => articles.includes(key))
              .map(({ key, about, dated }) => (
                <li key={key}>
                  <LearnMore article={key} place="help" />
                  <Text block size={200} className={styles.detail}>
                    {about} {asOf(dated).replace(/^a/, "A")}.
                  </Text>
                </li>
              ))}
          </ul>
        </section>
      )}
    </SidePanel>
  );
}
