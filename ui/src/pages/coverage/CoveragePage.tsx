/** Rehearsal › Who is covered?: per service, whose use which billing policy pays for, and who can't use it. */
import { Dropdown, Field, makeStyles, Option, tokens } from "@fluentui/react-components";
import type { Address } from "../../app/address";
import { useAddress } from "../../app/useAddress";
import { AssumptionNote } from "../../components/AssumptionNote";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { FILTER_WIDTH } from "../../components/list/filter";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { SignInName } from "../../components/values";
import type { CoverageRow } from "../../generated/CoverageRow";
import type { CoverageStanding } from "../../generated/CoverageStanding";
import type { ServiceKey } from "../../generated/ServiceKey";
import { formatList } from "../../locale/locale";
import { testId } from "../../testIds";
import { CoverageTotals } from "./CoverageTotals";

const SERVICES: { key: ServiceKey; label: string }[] = [
  { key: "copilotChat", label: "Microsoft 365 Copilot Chat" },
  { key: "sharePointAgents", label: "SharePoint agents" },
  { key: "retrievalApi", label: "Microsoft 365 Copilot Retrieval API" },
];

const STANDINGS: Record<CoverageStanding, string> = {
  covered: "Covered",
  twice: "Covered twice",
  nobody: "Covered by nobody",
  licensed: "Included in license",
};

const COLUMNS: Column<CoverageRow>[] = [
  { key: "name", label: "Display name", cell: ({ displayName }) => displayName },
  {
    key: "upn",
    label: "Username",
    width: "22%",
    cell: ({ userPrincipalName }) => <SignInName value={userPrincipalName} />,
  },
  { key: "standing", label: "Status", width: "13%", cell: ({ standing }) => STANDINGS[standing] },
  { key: "payer", label: "Paid by", cell: ({ payerName }) => payerName },
  { key: "others", label: "Also covered by", cell: ({ alsoCoveredBy }) => formatList(alsoCoveredBy) },
  { key: "why", label: "Why", unordered: true, width: "26%", cell: ({ why }) => why },
];

const useStyles = makeStyles({
  filters: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM },
});

export function CoveragePage() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const service = address.service ?? "copilotChat";
  const asked = { service, filter: address.standing, policy: address.payer };
  const { answer, ...list } = usePagedList("coverage_list", {
    list: "coverage",
    searchLabel: "Search people",
    filter: asked,
    filterParts: ["standing", "payer"],
  });
  const narrow = (parts: Partial<Address>) => void change({ ...parts, pages: undefined });
  const policies = answer?.policies ?? [];
  const payer = policies.find(({ policy }) => policy === address.payer);
  return (
    <Page
      title="Who is covered?"
      onlyHere
      subtitle="Per pay-as-you-go service: for whose use which billing policy pays, who holds a license that includes it, and who can't use it."
    >
      <div className={styles.filters}>
        <Field label="Service">
          <Dropdown
            inlinePopup
            style={FILTER_WIDTH}
            value={SERVICES.find(({ key }) => key === service)?.label ?? ""}
            selectedOptions={[service]}
            onOptionSelect={(_, { optionValue }) => narrow({ service: optionValue as ServiceKey, payer: undefined })}
            data-testid={testId("coverage-service")}
          >
            {SERVICES.map(({ key, label }) => (
              <Option key={key} value={key} data-testid={testId("coverage-service-<service>", { service: key })}>
                {label}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Field label="Status">
          <Dropdown
            inlinePopup
            style={FILTER_WIDTH}
            value={address.standing ? STANDINGS[address.standing] : "Everybody"}
            selectedOptions={[address.standing ?? "everybody"]}
            onOptionSelect={(_, { optionValue }) =>
              narrow({ standing: optionValue === "everybody" ? undefined : (optionValue as CoverageStanding) })
            }
            data-testid={testId("coverage-standing")}
          >
            {Object.entries({ everybody: "Everybody", ...STANDINGS }).map(([key, label]) => (
              <Option key={key} value={key} data-testid={testId("coverage-standing-<choice>", { choice: key })}>
                {label}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Field label="Paid by">
          <Dropdown
            inlinePopup
            style={FILTER_WIDTH}
            value={payer?.policyName ?? "Any"}
            selectedOptions={[address.payer ?? "any"]}
            onOptionSelect={(_, { optionValue }) => narrow({ payer: optionValue === "any" ? undefined : optionValue })}
            data-testid={testId("coverage-payer")}
          >
            <Option value="any" data-testid={testId("coverage-payer-<id>", { id: "any" })}>
              Any
            </Option>
            {policies.map(({ policy, policyName }) => (
              <Option key={policy} value={policy} data-testid={testId("coverage-payer-<id>", { id: policy })}>
                {policyName}
              </Option>
            ))}
          </Dropdown>
        </Field>
      </div>
      {answer && <CoverageTotals answer={answer} />}
      <DataList
        id="coverage"
        label="Who is covered"
        columns={COLUMNS}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("coverage-row-<id>", { id })}
        empty={<EmptyState title="There are no people" text="This workbook's directory is empty." />}
      />
      {answer && answer.totals.twice > 0 && <AssumptionNote id="oldest-policy-pays" />}
      <AssumptionNote id="direct-members" />
    </Page>
  );
}
