/** The pages and their addresses. The address is in the hash: the window has no server to ask. */
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { AppShell } from "../components/shell/AppShell";
import { HomePage } from "../pages/home/HomePage";
import { readAddress } from "./address";
import { NotFoundPage } from "./NotFoundPage";
import { noteNavigation } from "./navigationFocus";

const root = createRootRoute({ component: AppShell, validateSearch: readAddress, notFoundComponent: NotFoundPage });

// Everything but the start page is loaded when it is opened, which keeps the start quick.
const routeTree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: "/", component: HomePage }),
  createRoute({
    getParentRoute: () => root,
    path: "/users/active",
    component: lazyRouteComponent(() => import("../pages/directory/UsersPage"), "UsersPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/users/groups",
    component: lazyRouteComponent(() => import("../pages/directory/GroupsPage"), "GroupsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/copilot/billing-usage",
    component: lazyRouteComponent(() => import("../pages/billing/BillingUsagePage"), "BillingUsagePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/reports/usage",
    component: lazyRouteComponent(() => import("../pages/usage/UsagePage"), "UsagePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/reports/credits",
    component: lazyRouteComponent(() => import("../pages/credits/CreditsReportPage"), "CreditsReportPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/reports/sessions",
    component: lazyRouteComponent(() => import("../pages/sessions/SessionsPage"), "SessionsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/reports/imported",
    component: lazyRouteComponent(() => import("../pages/reports/ImportedReportsPage"), "ImportedReportsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/reports/chargeback",
    component: lazyRouteComponent(() => import("../pages/reports/ChargebackPage"), "ChargebackPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/reports/chargeback/statement",
    component: lazyRouteComponent(() => import("../pages/reports/ChargebackStatementPage"), "ChargebackStatementPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/reports/chargeback/print",
    component: lazyRouteComponent(() => import("../pages/reports/ChargebackPrintPage"), "ChargebackPrintPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/reports/reconciliation",
    component: lazyRouteComponent(() => import("../pages/reports/ReconciliationPage"), "ReconciliationPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/reports/anomalies",
    component: lazyRouteComponent(() => import("../pages/reports/AnomaliesPage"), "AnomaliesPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/power-platform/environments",
    component: lazyRouteComponent(() => import("../pages/platform/EnvironmentsPage"), "EnvironmentsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/power-platform/copilot-studio",
    component: lazyRouteComponent(() => import("../pages/licensing/CopilotStudioPage"), "CopilotStudioPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/power-platform/agents",
    component: lazyRouteComponent(() => import("../pages/licensing/AgentsPage"), "AgentsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/power-platform/dynamics-agents",
    component: lazyRouteComponent(() => import("../pages/dynamics/DynamicsAgentsPage"), "DynamicsAgentsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/rehearsal/drill",
    component: lazyRouteComponent(() => import("../pages/drill/DrillPage"), "DrillPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/rehearsal/guides",
    component: lazyRouteComponent(() => import("../pages/guides/GuidesPage"), "GuidesPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/power-platform/billing-plans",
    component: lazyRouteComponent(() => import("../pages/platform/plans/BillingPlansPage"), "BillingPlansPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/power-platform/apps",
    component: lazyRouteComponent(() => import("../pages/platform/apps/PowerAppsPage"), "PowerAppsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/billing/purchase",
    component: lazyRouteComponent(() => import("../pages/purchase/PurchasePage"), "PurchasePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/billing/products",
    component: lazyRouteComponent(() => import("../pages/purchase/ProductsPage"), "ProductsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/billing/licenses",
    component: lazyRouteComponent(() => import("../pages/licences/LicencesPage"), "LicencesPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/billing/buying-mix",
    component: lazyRouteComponent(() => import("../pages/purchase/BuyingMixPage"), "BuyingMixPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/billing/cost-management",
    component: lazyRouteComponent(() => import("../pages/costs/BillingCostPage"), "BillingCostPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/azure/cost-management",
    component: lazyRouteComponent(() => import("../pages/azure/cost/CostManagementPage"), "CostManagementPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/azure/reservations",
    component: lazyRouteComponent(() => import("../pages/azure/ReservationsPage"), "ReservationsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/azure/subscriptions",
    component: lazyRouteComponent(() => import("../pages/azure/SubscriptionsPage"), "SubscriptionsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/settings",
    component: lazyRouteComponent(() => import("../pages/settings/SettingsPage"), "SettingsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/settings/rates",
    component: lazyRouteComponent(() => import("../pages/rates/RatesPage"), "RatesPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/settings/rate-comparison",
    component: lazyRouteComponent(() => import("../pages/rates/RateComparisonPage"), "RateComparisonPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/settings/$key",
    component: lazyRouteComponent(() => import("../pages/settings/SettingPage"), "SettingPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/rehearsal/coverage",
    component: lazyRouteComponent(() => import("../pages/coverage/CoveragePage"), "CoveragePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/rehearsal/receipt",
    component: lazyRouteComponent(() => import("../pages/receipt/ReceiptPage"), "ReceiptPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/rehearsal/estimate",
    component: lazyRouteComponent(() => import("../pages/estimate/EstimatePage"), "EstimatePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/rehearsal/import",
    component: lazyRouteComponent(() => import("../pages/import/ImportPage"), "ImportPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/rehearsal/months",
    component: lazyRouteComponent(() => import("../pages/months/MonthsPage"), "MonthsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/rehearsal/happenings",
    component: lazyRouteComponent(() => import("../pages/happenings/HappeningsPage"), "HappeningsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/rehearsal/scenarios",
    component: lazyRouteComponent(() => import("../pages/scenarios/ScenariosPage"), "ScenariosPage"),
  }),
]);

export function createAppRouter() {
  const router = createRouter({ routeTree, history: createHashHistory(), defaultPendingMs: 0 });
  router.subscribe("onBeforeNavigate", ({ fromLocation, pathChanged }) => {
    if (fromLocation && pathChanged) {
      noteNavigation();
    }
  });
  return router;
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
