//! Notifications: what of all that happened deserves attention.

wire! {
    /// Asks for the notifications.
    pub struct NotificationList {
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Notifications, newest first.
    pub struct NotificationListed {
        /// The rows.
        pub rows: Vec<super::HappeningRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }
}
