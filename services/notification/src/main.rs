//! The process of the notification service.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    notification::PROGRAM.run().await
}
