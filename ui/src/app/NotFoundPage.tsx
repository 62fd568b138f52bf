/** An address that leads nowhere. */
import { Text } from "@fluentui/react-components";
import { Link } from "@tanstack/react-router";
import { Page } from "../components/Page";

export function NotFoundPage() {
  return (
    <Page title="There is no such page">
      <Text>
        The address leads nowhere. <Link to="/">Go to Home</Link>
      </Text>
    </Page>
  );
}
