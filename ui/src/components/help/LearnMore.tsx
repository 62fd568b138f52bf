/** A public article by name, opened in the system's browser on a click and never otherwise. */
import { Link, makeStyles, tokens } from "@fluentui/react-components";
import { OpenRegular } from "@fluentui/react-icons";
import { type MouseEvent, useState } from "react";
import { openArticle } from "../../api/call";
import { useRead } from "../../api/hooks";
import { type Problem, toProblem } from "../../api/problem";
import type { ArticleKey } from "../../generated/ArticleKey";
import { formatDay } from "../../locale/locale";
import { testId } from "../../testIds";
import { ProblemBar } from "../ProblemBar";

const useStyles = makeStyles({
  line: { display: "block", fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightRegular },
  icon: { verticalAlign: "text-bottom", marginLeft: tokens.spacingHorizontalXXS },
});

/** How an article's date is said: some are only known as they were in a year. */
export function asOf(dated: string): string {
  return dated.length === 4 ? `as known in ${dated}` : `as of ${formatDay(dated)}`;
}

interface LearnMoreProps {
  article: ArticleKey;
  /** Where the link stands, in test ids; a page shows an article once in each place. */
  place: "page" | "step" | "panel" | "form" | "dialog" | "refusal" | "help";
  /** Which of several such places it is. */
  within?: string;
}

export function LearnMore({ article, place, within }: LearnMoreProps) {
  const styles = useStyles();
  const articles = useRead("article_list", {});
  const [problem, setProblem] = useState<Problem>();
  const known = articles.data?.rows.find(({ key }) => key === article);
  if (!known) {
    return null;
  }
  async function open(event: MouseEvent) {
    // The window itself never leaves its own pages.
    event.preventDefault();
    setProblem(undefined);
    try {
      await openArticle(article);
    } catch (rejection) {
      setProblem(toProblem(rejection));
    }
  }
  return (
    <span className={styles.line}>
      {place === "help" ? "" : "Learn more: "}
      <Link
        href={known.address}
        inline
        onClick={open}
        title={`${known.address} (${asOf(known.dated)})`}
        data-testid={testId("learn-more-<place>-<article>", { place: within ? `${place}-${within}` : place, article })}
      >
        {known.title}
        <OpenRegular className={styles.icon} aria-label=", opens in the browser" />
      </Link>
      <ProblemBar problem={problem} />
    </span>
  );
}
