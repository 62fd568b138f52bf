/** One rate card: its facts, its rates, and what can be overridden on it. */
import { Button, makeStyles, Spinner, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../api/hooks";
import { LearnMore } from "../../components/help/LearnMore";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import { DetailList } from "../../components/panel/DetailList";
import { SidePanel } from "../../components/panel/SidePanel";
import { Amount, Instant } from "../../components/values";
import type { RateCardRow } from "../../generated/RateCardRow";
import type { RateRow } from "../../generated/RateRow";
import { formatDay } from "../../locale/locale";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";
import { Certainty, Overridden } from "./Certainty";
import { OverridePanel, type Subject } from "./OverridePanel";

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
});

interface CardPanelProps {
  card: RateCardRow | undefined;
  loaded: boolean;
  onClose(): void;
}

export function CardPanel({ card, loaded, onClose }: CardPanelProps) {
  return (
    <SidePanel id="rate-card" title={card ? `Rate card ${card.id}` : "Rate card"} wide onClose={onClose}>
      {card && <Card card={card} />}
      {!card && (loaded ? <Text>There is no rate card of this name.</Text> : <Spinner label="Loading" />)}
      <LearnMore article="copilotCreditRates" place="panel" />
    </SidePanel>
  );
}

function Card({ card }: { card: RateCardRow }) {
  const styles = useStyles();
  const [subject, setSubject] = useState<Subject>();
  const { clear, problem } = useTakeBack(card);
  const date: Subject = { label: "Holds from", revision: card.fromRevision, now: card.from.slice(0, 10) };
  return (
    <>
      <DetailList
        details={[
          {
            key: "rate-card-from",
            label: "Holds from",
            value: (
              <span className={styles.row}>
                <Instant value={card.from} />
                {card.fromOverride ? <Overridden own={card.fromOverride} /> : <Certainty of={card.fromCertainty} />}
                {card.fromCertainty !== "stated" && (
                  <Button size="small" onClick={() => setSubject(date)} data-testid={testId("override-from")}>
                    Override the time
                  </Button>
                )}
                {card.fromOverride && (
                  <Button
                    size="small"
                    onClick={() => clear(undefined, card.fromRevision)}
                    data-testid={testId("override-clear-from")}
                  >
                    Take back
                  </Button>
                )}
              </span>
            ),
          },
          {
            key: "rate-card-until",
            label: "Until",
            value: card.until ? <Instant value={card.until} /> : "The newest: it holds on",
          },
          { key: "rate-card-unit", label: "Unit", value: card.unit },
          { key: "rate-card-source", label: "Source", value: `${card.source}. ${card.note}` },
        ]}
      />
      <ProblemBar problem={problem} />
      {card.rates.length > 0 && (
        <>
          <Subtitle2 as="h3">Rates</Subtitle2>
          <PlainTable
            label={`Rates of ${card.id}`}
            columns={["Feature", card.unit, "For each", "With a Microsoft 365 Copilot license", "How sure", "Override"]}
            rows={card.rates.map((rate) => ({
              key: rate.feature,
              testId: testId("rate-row-<feature>", { feature: rate.feature }),
              cells: cellsOf(
                rate,
                () => setSubject(subjectOf(rate)),
                () => clear(rate.feature, rate.revision),
              ),
            }))}
          />
        </>
      )}
      {card.unpublished.length > 0 && (
        <>
          <Subtitle2 as="h3">Without a published rate</Subtitle2>
          <Text>Use of these features is not charged under this card, unless you give them a rate.</Text>
          <ul className={styles.row} style={{ listStyleType: "none", margin: 0, padding: 0 }}>
            {card.unpublished.map(({ feature, label }) => (
              <li key={feature}>
                <Button
                  size="small"
                  onClick={() => setSubject({ feature, label, revision: undefined, now: "" })}
                  data-testid={testId("override-rate-<feature>", { feature })}
                >
                  {label}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {subject && <OverridePanel card={card} subject={subject} onDone={() => setSubject(undefined)} />}
    </>
  );
}

function subjectOf({ feature, label, revision, credits }: RateRow): Subject {
  return { feature, label, revision, now: credits };
}

function cellsOf(rate: RateRow, onOverride: () => void, onTakeBack: () => void) {
  const { feature, label, credits, published, per, chargedToLicensed, certainty, override } = rate;
  return [
    label,
    <span key="credits">
      <Amount value={credits} testId={testId("rate-<feature>", { feature })} />
      {published && (
        <>
          {" "}
          (published: <Amount value={published} />)
        </>
      )}
    </span>,
    per === "thousandTokens" ? "started 1,000 tokens of a call" : "unit",
    chargedToLicensed ? "Charged" : "Not charged",
    override ? (
      <Overridden key="own" own={override} />
    ) : certainty === "stated" ? (
      "Stated"
    ) : (
      <Certainty key="sure" of={certainty} />
    ),
    <span key="act">
      {certainty !== "stated" && (
        <Button
          size="small"
          aria-label={`Override ${label}`}
          onClick={onOverride}
          data-testid={testId("override-rate-<feature>", { feature })}
        >
          Override
        </Button>
      )}{" "}
      {override && (
        <Button
          size="small"
          aria-label={`Take back the override of ${label}`}
          onClick={onTakeBack}
          data-testid={testId("override-clear-<feature>", { feature })}
        >
          Take back
        </Button>
      )}
    </span>,
  ];
}

function useTakeBack(card: RateCardRow) {
  const act = useAct("rate_override_clear");
  const { say } = useNotices();
  return {
    problem: act.error,
    async clear(feature: string | undefined, revision: number) {
      const changed = await act
        .mutateAsync({ card: card.id, revision, ...(feature !== undefined && { feature }) })
        .catch(() => undefined);
      if (changed) {
        say(
          `The rate card ${card.id}, which holds from ${formatDay(changed.card.from)}, goes by the catalogue there again.`,
        );
      }
    },
  };
}
