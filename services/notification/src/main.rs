//! `notification serve`, `notification migrate`, `notification config check`: the commands are `shell`'s, the same for every service.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    notification::PROGRAM.run().await
}
