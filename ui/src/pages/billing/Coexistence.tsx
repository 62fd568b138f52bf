/** What holds where pay-as-you-go is set up in the Power Platform admin center too. That side is not rehearsed here. */
import { makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useId } from "react";
import { LearnMore } from "../../components/help/LearnMore";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  note: { display: "grid", rowGap: tokens.spacingVerticalXS, maxWidth: "90ch", marginTop: tokens.spacingVerticalL },
});

export function Coexistence() {
  const styles = useStyles();
  const headingId = useId();
  return (
    <section className={styles.note} aria-labelledby={headingId} data-testid={testId("coexistence")}>
      <Subtitle2 as="h2" id={headingId}>
        Is pay-as-you-go already set up in the Power Platform admin center?
      </Subtitle2>
      <Text>
        The two set-ups can exist side by side, and each person's use is billed once, wherever it was set up. Microsoft
        suggests that you turn pay-as-you-go off in the Power Platform admin center before you turn it on here.
      </Text>
      <LearnMore article="setUp" place="page" />
    </section>
  );
}
