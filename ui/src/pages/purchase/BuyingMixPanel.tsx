/** The working of a buying mix: what was used, and what each of the two mixes is made of. */

import {
  makeStyles,
  Subtitle2,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from "@fluentui/react-components";
import { ExportTable } from "../../components/list/ExportTable";
import { DetailList } from "../../components/panel/DetailList";
import { SidePanel } from "../../components/panel/SidePanel";
import { Count, Credits, Money } from "../../components/values";
import type { BuyingMixRow } from "../../generated/BuyingMixRow";
import type { MixView } from "../../generated/MixView";
import { formatCredits, formatMonth, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  money: { textAlign: "right" },
  header: { "& .fui-TableHeaderCell__button": { justifyContent: "flex-end" } },
  sum: { fontWeight: tokens.fontWeightSemibold },
});

interface BuyingMixPanelProps {
  row: BuyingMixRow;
  /** The month that the use is of. */
  month: string;
  onClose(): void;
}

export function BuyingMixPanel({ row, month, onClose }: BuyingMixPanelProps) {
  const { people, held, worthLicence, credits, includableCredits, meteredCredits, best, second, swap } = row;
  return (
    <SidePanel id="buying-mix" title={row.name} reading onClose={onClose}>
      <DetailList
        details={[
          { key: "used", label: `Used in ${formatMonth(`${month}-01`)}`, value: <Credits value={credits} /> },
          {
            key: "includable",
            label: "Of these, licenses would include",
            value: <Credits value={includableCredits} />,
          },
          {
            key: "metered",
            label: "Of these, no capacity pack may pay (SharePoint agents, Retrieval API)",
            value: <Credits value={meteredCredits} />,
          },
          { key: "people", label: "People who used something", value: <Count value={people} /> },
          {
            key: "worth-license",
            label: "Of these, used more of it than a license costs as pay-as-you-go: nobody else's license can pay",
            value: <Count value={worthLicence} />,
          },
          { key: "held", label: "Of these, hold Microsoft 365 Copilot now", value: <Count value={held} /> },
        ]}
      />
      <Made title="Cheapest mix" mix={best} place="best" />
      {second && <Made title="Runner-up" mix={second} place="second" />}
      <Text block data-testid={testId("mix-swap")}>
        {swap}
      </Text>
    </SidePanel>
  );
}

function Made({ title, mix, place }: { title: string; mix: MixView; place: string }) {
  const styles = useStyles();
  const lines: [string, string, string][] = [
    ["Microsoft 365 Copilot licenses", formatQuantity(mix.licences, "person", "people"), mix.licencesUsd],
    ["Capacity packs", `${formatQuantity(mix.packs, "pack", "packs")} in each month`, mix.packsUsd],
    ["Pre-purchase plan", mix.tier ? `Tier ${mix.tier}, for a year` : "None", mix.tierUsd],
    ["Pay-as-you-go", `${formatCredits(mix.payAsYouGoCredits)} in a year`, mix.payAsYouGoUsd],
  ];
  return (
    <section className={styles.section} aria-label={title}>
      <Subtitle2 as="h3">
        {title}: {mix.label}
      </Subtitle2>
      <ExportTable label={`${title}, a year`} />
      <Table size="small" aria-label={`${title}, a year`} data-testid={testId("mix-made-<place>", { place })}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>What</TableHeaderCell>
            <TableHeaderCell>How much</TableHeaderCell>
            <TableHeaderCell className={styles.header}>A year (USD)</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {lines.map(([what, much, usd]) => (
            <TableRow key={what}>
              <TableCell>{what}</TableCell>
              <TableCell>{much}</TableCell>
              <TableCell className={styles.money}>
                <Money value={usd} />
              </TableCell>
            </TableRow>
          ))}
          <TableRow className={styles.sum}>
            <TableCell>Together</TableCell>
            <TableCell />
            <TableCell className={styles.money}>
              <Money value={mix.usd} />
            </TableCell>
          </TableRow>
        </TableBody>
      </Table>
    </section>
  );
}
