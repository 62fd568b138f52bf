/** Days far off their own past, as marks of a chart that shows those days. */
import { useRead } from "../../api/hooks";
import type { ChartMark } from "../../components/chart/Chart";
import type { ServiceKey } from "../../generated/ServiceKey";

/** No chart has more to say. */
const MOST = 100;

interface Shown {
  /** The days that the chart shows; absent where it shows no days of metered use. */
  from: string | undefined;
  until: string | undefined;
  /** The services that the chart is about; all where absent. */
  services?: ServiceKey[];
  /** The chart's page tells nobody's name. */
  concealed?: boolean;
}

export function useFarOffDays({ from, until, services, concealed }: Shown): ChartMark[] {
  const found = useRead(
    "anomaly_list",
    { ...(from && { from }), ...(until && { until }), ...(services && { services }), limit: MOST },
    { enabled: from !== undefined && until !== undefined },
  );
  const rows = from !== undefined && until !== undefined ? (found.data?.rows ?? []) : [];
  return rows
    .filter(({ of }) => !(concealed && of === "person"))
    .map(({ id, day, text }) => ({ key: id, day, text }))
    .reverse();
}
