using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.Handoff.Lifecycle;
using Escalation.Runtime;
using Escalation.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Core.Tests.DependencyInjection;

public sealed class AddDeskTests : IDisposable
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_desk_from_the_container_keeps_the_agent_silent_and_the_log_follows_it()
    {
        string path = _folder.PathOf("audit.jsonl");
        var time = new ManualTimeProvider();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<ListChannel>();
        services.AddEscalation("support", p => p.Confidence(0.8).Route("desk"))
            .AddRoutes(_ => new MemoryEscalationStore(), r => r
                .Queue("people", "ann", q => q.Capacity(1).Otherwise("others"))
                .Queue("others", "bob")
                .Route("desk", "people"))
            .AddDesk(provider => provider.GetRequiredService<ListChannel>(), options => options with { AcceptWithin = TimeSpan.FromHours(1) })
            .AddAuditLog(path)
            .AddRuntime();

        await using (ServiceProvider provider = services.BuildServiceProvider(Strict))
        {
            var runtime = provider.GetRequiredKeyedService<EscalationRuntime>("support");
            var desk = provider.GetRequiredKeyedService<EscalationDesk>("support");
            foreach (string id in new[] { "t1", "t2" })
            {
                await runtime.HandleAsync(new AgentTurn { Id = id, Request = "a", Confidence = 0.1, Conversation = new Conversation("c-" + id) }, static _ => throw new InvalidOperationException("must not act"));
            }

            Assert.Equal(["people", "others"], provider.GetRequiredService<ListChannel>().Packages.Select(package => package.Route.Queue));
            EscalationDecision silent = await runtime.HandleAsync(new AgentTurn { Id = "t3", Confidence = 0.9, Conversation = new Conversation("c-t1") }, static _ => throw new InvalidOperationException("must not act"));
            Assert.Equal(Reason.OwnedByPerson, silent.Reason);
            time.Advance(TimeSpan.FromHours(1));
            await desk.SweepAsync();
            Assert.Equal((EscalationState.Requested, "others"), ((await desk.FindAsync("t1"))!.State, (await desk.FindAsync("t1"))!.Route.Queue));
            Assert.Equal(EscalationState.Abandoned, (await desk.FindAsync("t2"))!.State);
        }

        Assert.Equal(["handoff-timed-out", "handoff-rerouted", "handoff-timed-out", "handoff-abandoned"], AuditReader.Read(path).Skip(7).Select(record => record.Kind.Code));
    }

    [Fact]
    public void A_policy_has_one_channel_and_one_set_of_routes()
    {
        var services = new ServiceCollection();
        services.AddEscalation("support", p => p.Confidence(0.8))
            .AddDesk(_ => new ListChannel())
            .AddRoutes(_ => new MemoryEscalationStore(), r => r.Queue("people", "ann").Route("default", "people"));

        Assert.Throws<InvalidOperationException>(() => services.AddEscalation("support").AddChannel<ListChannel>());
        Assert.Throws<InvalidOperationException>(() => services.AddEscalation("support").AddDesk(_ => new ListChannel()));
        Assert.Throws<InvalidOperationException>(() => services.AddEscalation("support").AddRoutes(r => r.Queue("people", "ann").Route("default", "people")));
    }
}
