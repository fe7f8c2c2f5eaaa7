namespace Escalation.Core.Tests.Handoff.Lifecycle;

public class DeskOutageTests
{
    [Fact]
    public async Task A_store_that_fails_for_a_while_does_not_end_the_sweeping()
    {
        using var stop = new CancellationTokenSource();
        var store = new OutageStore();
        var bench = new DeskBench(store);
        await bench.Desk.SendAsync(DeskBench.Package());
        store.IsAway = true;
        Task running = bench.Desk.RunAsync(stop.Token);
        for (int i = 0; i < 200 && bench.Desk.Faults < 2; i++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(2);
        }

        Assert.InRange(bench.Desk.Faults, 2, 200);
        Assert.False(running.IsCompleted);
        store.IsAway = false;
        bench.Time.Advance(TimeSpan.FromHours(5));
        for (int i = 0; i < 200 && (await bench.Find()).Reminders == 0; i++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(2);
        }

        Assert.NotEqual(0, (await bench.Find()).Reminders);
        await stop.CancelAsync();
        await running;
    }
}
