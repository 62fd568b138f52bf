/** A small tenant for tests: the objects that commands answer with, each with defaults that a test overrides. */
import type { BranchRow } from "../generated/BranchRow";
import type { GroupRow } from "../generated/GroupRow";
import type { PolicyView } from "../generated/PolicyView";
import type { PrerequisiteRow } from "../generated/PrerequisiteRow";
import type { PrerequisitesChecked } from "../generated/PrerequisitesChecked";
import type { ServiceConnected } from "../generated/ServiceConnected";
import type { ServiceConnection } from "../generated/ServiceConnection";
import type { ServiceDisconnected } from "../generated/ServiceDisconnected";
import type { ServiceRow } from "../generated/ServiceRow";
import type { SettingRow } from "../generated/SettingRow";
import type { SubscriptionRow } from "../generated/SubscriptionRow";
import type { TenantView } from "../generated/TenantView";
import type { UsageSeriesView } from "../generated/UsageSeriesView";
import type { WorkbookView } from "../generated/WorkbookView";

const ADA = {
  id: "ada",
  displayName: "Ada Brandt",
  userPrincipalName: "ada@northgate.example",
  roles: ["Global Administrator"],
  azureRights: "Azure: Owner of Production",
};
const BO = {
  id: "bo",
  displayName: "Bo Castell",
  userPrincipalName: "bo@northgate.example",
  roles: ["Global Reader"],
  azureRights: "Azure: no rights",
};

export function tenant(parts: Partial<TenantView> = {}): TenantView {
  return {
    id: "tenant",
    name: "Northgate Holdings",
    scenario: "empty",
    seed: "0",
    startedAt: "2026-11-17T10:00:00Z",
    now: "2026-11-17T10:00:00Z",
    defaultActor: ADA,
    actors: [ADA, BO],
    people: 1500,
    groups: 40,
    subscriptions: 1,
    policies: 0,
    connectedServices: 0,
    imports: 0,
    rateCard: { id: "2026-09", effectiveFrom: "2026-09-01T00:00:00Z", unit: "Copilot Credits", source: "A document" },
    regions: ["North Europe", "West Europe"],
    assumptions: [],
    ...parts,
  };
}

export function policy(parts: Partial<PolicyView> = {}): PolicyView {
  return {
    id: "p1",
    name: "All staff",
    users: { kind: "allUsers" },
    usersLabel: "All users",
    people: 1500,
    services: [],
    subscription: "s1",
    subscriptionName: "Production",
    resourceGroup: "rg-copilot",
    region: "North Europe",
    createdAt: "2026-11-17T10:00:00Z",
    createdBy: "Ada Brandt",
    revision: 3,
    ...parts,
  };
}

export function connection(parts: Partial<ServiceConnection> = {}): ServiceConnection {
  return {
    policy: "p1",
    policyName: "All staff",
    usersLabel: "All users",
    people: 1500,
    connectedAt: "2026-11-17T10:00:00Z",
    policyDeleted: false,
    ...parts,
  };
}

export function service(parts: Partial<ServiceRow> = {}): ServiceRow {
  return {
    service: "copilotChat",
    label: "Microsoft 365 Copilot Chat",
    connections: [],
    rules: [],
    revision: 5,
    ...parts,
  };
}

export function subscription(parts: Partial<SubscriptionRow> = {}): SubscriptionRow {
  return {
    id: "s1",
    name: "Production",
    state: "active",
    resourceGroups: [{ name: "rg-copilot", region: "northeurope" }],
    roleAssignments: [],
    yourRole: "Owner",
    policies: [],
    revision: 2,
    ...parts,
  };
}

export function prerequisites(parts: Partial<PrerequisiteRow>[] = []): PrerequisitesChecked {
  const rows = parts.map((part) => ({
    key: "role",
    label: "A role",
    met: true,
    text: "It is there.",
    who: [],
    source: "A document",
    ...part,
  }));
  return { met: rows.every(({ met }) => met), prerequisites: rows };
}

export function setting(parts: Partial<SettingRow> = {}): SettingRow {
  const alternative = (value: string, label: string, assumption: boolean) => ({
    value,
    label,
    text: `${label} it is.`,
    basis: "Somebody said so.",
    assumption,
    sources: [{ title: `About ${label}`, date: "2026-07-17" }],
  });
  return {
    key: "mostPolicies",
    label: "Most billing policies in a tenant",
    help: "One more is refused.",
    value: "fifty",
    default: "fifty",
    alternatives: [alternative("fifty", "50", false), alternative("ten", "10", true)],
    revision: 0,
    ...parts,
  };
}

export function group(parts: Partial<GroupRow> = {}): GroupRow {
  return { id: "g1", name: "Finance", members: 240, nestedGroups: 0, revision: 0, ...parts };
}

export function usageSeries(parts: Partial<UsageSeriesView> = {}): UsageSeriesView {
  return {
    basis: "metered",
    timeline: "actual",
    from: "2026-11-16",
    until: "2026-11-18",
    asOf: "2026-11-17T10:00:00Z",
    series: [
      { key: "p1", label: "All staff", outcome: "paid", total: "24.000001" },
      { key: "blocked", label: "Blocked", outcome: "blocked", total: "2" },
    ],
    days: [
      { day: "2026-11-16", credits: ["12", "2"], total: "14" },
      { day: "2026-11-17", credits: ["12.000001", "0"], total: "12.000001" },
    ],
    total: "26.000001",
    payAsYouGoUsd: "0.24000001",
    rows: 3,
    aheadOfClock: 0,
    beforeWorkbook: 0,
    refused: 0,
    otherBasisHasFigures: false,
    summary: "All staff paid for most of it.",
    ...parts,
  };
}

/** What connecting a policy for all users would do. */
export function connected(parts: Partial<ServiceConnected> = {}): ServiceConnected {
  return {
    service: service(),
    asOf: "2026-11-17T10:00:00Z",
    people: 1500,
    licensed: 300,
    gained: 1200,
    coveredTwice: 0,
    alsoCoveredBy: [],
    paidBy: [],
    ...parts,
  };
}

/** What disconnecting it would do. */
export function disconnected(parts: Partial<ServiceDisconnected> = {}): ServiceDisconnected {
  return {
    service: service(),
    endsAt: "2026-11-17T12:00:00Z",
    asOf: "2026-11-17T10:00:00Z",
    people: 1500,
    licensed: 300,
    lost: 1200,
    lostLater: 700,
    lostAtOnce: 500,
    stillCovered: 0,
    paidBy: [],
    ...parts,
  };
}

export function workbook(parts: Partial<WorkbookView> = {}): WorkbookView {
  return {
    file: "/home/ada/demo.meterdesk",
    scenario: "demo",
    seed: "0",
    startedAt: "2026-10-01T08:00:00Z",
    acts: 0,
    imports: 0,
    branches: 0,
    ...parts,
  };
}

export function branch(parts: Partial<BranchRow> = {}): BranchRow {
  return { name: "main", isMain: true, ownEntries: 12, entries: 12, now: "2026-11-17T10:00:00Z", ...parts };
}

/** A page that holds everything. */
export function listed<Row>(...rows: Row[]): { rows: Row[]; total: number } {
  return { rows, total: rows.length };
}
