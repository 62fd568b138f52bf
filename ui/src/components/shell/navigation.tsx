/** What the left navigation offers: only pages that work. */
import {
  BookClockRegular,
  ChartMultipleRegular,
  CloudRegular,
  FlashFlowRegular,
  HomeRegular,
  PeopleRegular,
  ReceiptMoneyRegular,
  SettingsRegular,
  SparkleRegular,
} from "@fluentui/react-icons";
import type { ReactElement } from "react";

export interface NavPage {
  key: string;
  label: string;
  to:
    | "/"
    | "/users/active"
    | "/users/groups"
    | "/copilot/billing-usage"
    | "/reports/usage"
    | "/reports/credits"
    | "/reports/sessions"
    | "/reports/imported"
    | "/reports/chargeback"
    | "/reports/reconciliation"
    | "/reports/anomalies"
    | "/power-platform/environments"
    | "/power-platform/copilot-studio"
    | "/power-platform/agents"
    | "/power-platform/billing-plans"
    | "/power-platform/dynamics-agents"
    | "/rehearsal/drill"
    | "/rehearsal/guides"
    | "/power-platform/apps"
    | "/billing/purchase"
    | "/billing/products"
    | "/billing/licenses"
    | "/billing/cost-management"
    | "/billing/buying-mix"
    | "/azure/subscriptions"
    | "/azure/cost-management"
    | "/azure/reservations"
    | "/settings"
    | "/settings/rates"
    | "/settings/rate-comparison"
    | "/rehearsal/coverage"
    | "/rehearsal/receipt"
    | "/rehearsal/estimate"
    | "/rehearsal/import"
    | "/rehearsal/happenings"
    | "/rehearsal/months"
    | "/rehearsal/scenarios";
}

export interface NavGroup {
  key: string;
  label: string;
  icon: ReactElement;
  pages: NavPage[];
}

export const HOME: NavPage & { icon: ReactElement } = { key: "home", label: "Home", to: "/", icon: <HomeRegular /> };

export const NAV_GROUPS: NavGroup[] = [
  {
    key: "users",
    label: "Users",
    icon: <PeopleRegular />,
    pages: [
      { key: "active-users", label: "Active users", to: "/users/active" },
      { key: "groups", label: "Groups", to: "/users/groups" },
    ],
  },
  {
    key: "copilot",
    label: "Copilot",
    icon: <SparkleRegular />,
    pages: [{ key: "billing-usage", label: "Billing & usage", to: "/copilot/billing-usage" }],
  },
  {
    key: "billing",
    label: "Billing",
    icon: <ReceiptMoneyRegular />,
    pages: [
      { key: "purchase", label: "Purchase services", to: "/billing/purchase" },
      { key: "products", label: "Your products", to: "/billing/products" },
      { key: "licenses", label: "Licenses", to: "/billing/licenses" },
      { key: "costs", label: "Cost management", to: "/billing/cost-management" },
      { key: "buying-mix", label: "Buying mix", to: "/billing/buying-mix" },
    ],
  },
  {
    key: "reports",
    label: "Reports",
    icon: <ChartMultipleRegular />,
    pages: [
      { key: "usage", label: "Usage", to: "/reports/usage" },
      { key: "credits-report", label: "Copilot credits", to: "/reports/credits" },
      { key: "sessions", label: "Sessions", to: "/reports/sessions" },
      { key: "imported-reports", label: "Imported reports", to: "/reports/imported" },
      { key: "chargeback", label: "Chargeback", to: "/reports/chargeback" },
      { key: "reconciliation", label: "Reconciliation", to: "/reports/reconciliation" },
      { key: "anomalies", label: "Anomalies", to: "/reports/anomalies" },
    ],
  },
  {
    key: "power-platform",
    label: "Power Platform",
    icon: <FlashFlowRegular />,
    pages: [
      { key: "environments", label: "Environments", to: "/power-platform/environments" },
      { key: "copilot-studio", label: "Copilot Studio", to: "/power-platform/copilot-studio" },
      { key: "billing-plans", label: "Pay-as-you-go plans", to: "/power-platform/billing-plans" },
      { key: "agents", label: "Agents", to: "/power-platform/agents" },
      { key: "dynamics-agents", label: "Dynamics 365 agents", to: "/power-platform/dynamics-agents" },
      { key: "apps", label: "Power Apps", to: "/power-platform/apps" },
    ],
  },
  {
    key: "azure",
    label: "Azure",
    icon: <CloudRegular />,
    pages: [
      { key: "subscriptions", label: "Subscriptions", to: "/azure/subscriptions" },
      { key: "cost-management", label: "Cost Management", to: "/azure/cost-management" },
      { key: "reservations", label: "Reservations", to: "/azure/reservations" },
    ],
  },
  {
    key: "rehearsal",
    label: "Rehearsal",
    icon: <BookClockRegular />,
    pages: [
      { key: "guides", label: "Set-up guides", to: "/rehearsal/guides" },
      { key: "coverage", label: "Who is covered?", to: "/rehearsal/coverage" },
      { key: "receipt", label: "Who pays?", to: "/rehearsal/receipt" },
      { key: "drill", label: "Exhaustion drill", to: "/rehearsal/drill" },
      { key: "estimate", label: "Estimate", to: "/rehearsal/estimate" },
      { key: "import", label: "Import", to: "/rehearsal/import" },
      { key: "months", label: "Months", to: "/rehearsal/months" },
      { key: "happenings", label: "What happened", to: "/rehearsal/happenings" },
      { key: "scenarios", label: "Scenarios", to: "/rehearsal/scenarios" },
    ],
  },
  {
    key: "settings",
    label: "Settings",
    icon: <SettingsRegular />,
    pages: [
      { key: "settings", label: "Rules and assumptions", to: "/settings" },
      { key: "rates", label: "Rates and prices", to: "/settings/rates" },
      { key: "rate-comparison", label: "Compare rate cards", to: "/settings/rate-comparison" },
    ],
  },
];
