//! `approval serve`, `approval migrate`, `approval config check`: the commands are `shell`'s, the same for every service.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    approval::PROGRAM.run().await
}
