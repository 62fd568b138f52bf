/** Billing › Buying mix: what would be cheapest to buy for a month's own use, and the runner-up. */
import { Button, Card, Checkbox, Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useAddress } from "../../app/useAddress";
import { Choice } from "../../components/Choice";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { Amount, Count, Instant, Money } from "../../components/values";
import type { BuyingMixListed } from "../../generated/BuyingMixListed";
import type { BuyingMixRow } from "../../generated/BuyingMixRow";
import type { MixBy } from "../../generated/MixBy";
import { formatMonth } from "../../locale/locale";
import { testId } from "../../testIds";
import { BuyingMixPanel } from "./BuyingMixPanel";
import { MixPrices } from "./MixPrices";

const BY: Record<MixBy, string> = { department: "Department", costCenter: "Cost center", group: "Group" };

const useStyles = makeStyles({
  filters: { display: "flex", flexWrap: "wrap", alignItems: "flex-end", gap: tokens.spacingHorizontalM },
  card: { rowGap: tokens.spacingVerticalS, alignItems: "flex-start" },
  note: { margin: 0, maxWidth: "100ch", color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

function columns(by: MixBy, open: (id: string) => void): Column<BuyingMixRow>[] {
  return [
    {
      key: "name",
      label: BY[by],
      width: "14%",
      minWidth: 130,
      cell: ({ id, name }) => (
        <Link as="button" onClick={() => open(id)} data-testid={testId("mix-open-<id>", { id })}>
          {name}
        </Link>
      ),
    },
    {
      key: "people",
      label: "People",
      numeric: true,
      minWidth: 70,
      initiallyHidden: true,
      cell: ({ people }) => <Count value={people} />,
    },
    {
      key: "held",
      label: "Hold Microsoft 365 Copilot",
      numeric: true,
      minWidth: 100,
      initiallyHidden: true,
      cell: ({ held }) => <Count value={held} />,
    },
    {
      key: "credits",
      label: "Used (credits a month)",
      numeric: true,
      minWidth: 100,
      cell: ({ credits }) => <Amount value={credits} />,
    },
    {
      key: "includable",
      label: "A license would include (credits a month)",
      numeric: true,
      minWidth: 130,
      initiallyHidden: true,
      cell: ({ includableCredits }) => <Amount value={includableCredits} />,
    },
    { key: "best", label: "Cheapest mix", width: "20%", minWidth: 180, cell: ({ best }) => best.label },
    {
      key: "usd",
      label: "Cost a year (USD)",
      numeric: true,
      minWidth: 100,
      cell: ({ best }) => <Money value={best.usd} />,
    },
    { key: "second", label: "Runner-up", width: "20%", minWidth: 180, cell: ({ second }) => second?.label ?? "None" },
    {
      key: "secondUsd",
      label: "Runner-up a year (USD)",
      numeric: true,
      minWidth: 100,
      cell: ({ second }) => (second ? <Money value={second.usd} /> : "None"),
    },
    {
      key: "swapBelow",
      label: "Swap at less use (%)",
      numeric: true,
      minWidth: 80,
      cell: ({ swapBelow }) => <Level percent={swapBelow} />,
    },
    {
      key: "swapAbove",
      label: "Swap at more use (%)",
      numeric: true,
      minWidth: 80,
      cell: ({ swapAbove }) => <Level percent={swapAbove} />,
    },
  ];
}

function Level({ percent }: { percent: number | null | undefined }) {
  return percent == null ? "None" : <Count value={percent} />;
}

export function BuyingMixPage() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const { month, keep } = address.ask ?? {};
  const asked = address.ask?.by;
  const by: MixBy = asked === "costCenter" || asked === "group" ? asked : "department";
  const { answer, ...list } = usePagedList("buying_mix_list", {
    list: "buyingMix",
    searchLabel: `Search ${BY[by].toLowerCase()}s`,
    filter: { by, ...(month && { month }), ...(keep && { keepLicences: true }) },
    filterParts: ["ask"],
  });
  const ask = (parts: Record<string, string | undefined>) => {
    const all = Object.entries({ ...address.ask, ...parts });
    const named = all.filter((part): part is [string, string] => part[1] !== undefined);
    void change({ ask: Object.fromEntries(named), pages: undefined });
  };
  const open = (id: string) => void change({ panel: "buying-mix", id });
  const shown =
    address.panel === "buying-mix" && answer
      ? [answer.tenant, ...answer.rows].find((row) => row.id === address.id)
      : undefined;
  return (
    <Page
      title="Buying mix"
      onlyHere
      subtitle="From a month's own use: the cheapest mix of Microsoft 365 Copilot licenses, capacity packs, a pre-purchase tier and pay-as-you-go, the runner-up, and the level of use at which they swap."
    >
      <div className={styles.filters}>
        {answer && (
          <Choice
            area="mix"
            name="month"
            label="Month (UTC)"
            words={Object.fromEntries(
              [...new Set([answer.month, ...answer.months])].map((month) => [month, formatMonth(`${month}-01`)]),
            )}
            value={answer.month}
            onChange={(month) => ask({ month })}
          />
        )}
        <Choice area="mix" name="by" label="Priced together by" words={BY} value={by} onChange={(by) => ask({ by })} />
        <Checkbox
          label="Keep the licenses that people hold"
          checked={Boolean(keep)}
          onChange={(_, { checked }) => ask({ keep: checked === true ? "held" : undefined })}
          data-testid={testId("mix-keep")}
        />
      </div>
      {answer && <Together answer={answer} onOpen={() => open("tenant")} />}
      <DataList
        id="buying-mix"
        label="Buying mix"
        columns={columns(by, open)}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("mix-row-<id>", { id })}
        empty={
          <EmptyState
            title="Nothing was used"
            text="In this month nobody used anything that has to be paid. Choose another month."
          />
        }
      />
      {answer && (
        <>
          <p className={styles.note} data-testid={testId("mix-rule")}>
            {answer.rule}
          </p>
          <MixPrices prices={answer.prices} />
          <Text size={200}>
            As of <Instant value={answer.asOf} />, simulated.
          </Text>
        </>
      )}
      {shown && answer && (
        <BuyingMixPanel
          row={shown}
          month={answer.month}
          onClose={() => void change({ panel: undefined, id: undefined })}
        />
      )}
    </Page>
  );
}

function Together({ answer, onOpen }: { answer: BuyingMixListed; onOpen(): void }) {
  const styles = useStyles();
  const { tenant, apartUsd } = answer;
  return (
    <Card className={styles.card} data-testid={testId("mix-tenant")} data-value={tenant.best.usd}>
      <Text weight="semibold">
        Whole tenant, bought together: {tenant.best.label.toLowerCase()}, <Money value={tenant.best.usd} /> a year for{" "}
        <Amount value={tenant.credits} /> credits a month.
      </Text>
      {tenant.second && (
        <Text>
          Runner-up: {tenant.second.label.toLowerCase()}, <Money value={tenant.second.usd} /> a year. {tenant.swap}
        </Text>
      )}
      {apartUsd && (
        <Text>
          If each row bought for itself, it would come to <Money value={apartUsd} /> a year: packs and pre-purchase
          plans are the tenant's, so together is what counts.
        </Text>
      )}
      <Button appearance="secondary" onClick={onOpen} data-testid={testId("mix-tenant-open")}>
        Show the working
      </Button>
    </Card>
  );
}
