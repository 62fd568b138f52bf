/** The navigation of a narrow window: it opens over the page. */
import { Drawer, DrawerBody, DrawerHeader, DrawerHeaderTitle } from "@fluentui/react-components";
import { LeftNav } from "./LeftNav";

interface NarrowNavProps {
  open: boolean;
  onClose(): void;
}

export function NarrowNav({ open, onClose }: NarrowNavProps) {
  return (
    <Drawer type="overlay" position="start" open={open} onOpenChange={(_, { open: stays }) => !stays && onClose()}>
      <DrawerHeader>
        <DrawerHeaderTitle>Meterdesk</DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <LeftNav onNavigate={onClose} />
      </DrawerBody>
    </Drawer>
  );
}
