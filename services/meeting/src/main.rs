//! The process of the meeting service.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    meeting::PROGRAM.run().await
}
