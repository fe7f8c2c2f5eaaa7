using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.Handoff;
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
    public async Task A_process_that_only_looks_after_the_desk_records_it_too_and_gives_its_channel_back()
    {
        string path = _folder.PathOf("audit.jsonl");
        var time = new ManualTimeProvider();
        for (int run = 0; run < 2; run++)
        {
            var services = new ServiceCollection();
            services.AddSingleton<TimeProvider>(time);
            services.AddEscalation("support", p => p.Confidence(0.8).Route("desk"))
                .AddRoutes(_ => JournalEscalationStore.OpenFolder(_folder.PathOf("desk")), r => r.Queue("people", "ann").Route("desk", "people"))
                .AddDesk(_ => HandoffOutbox.OpenFolder(_folder.PathOf("outbox"), new ListChannel()), options => options with { Observers = [] })
                .AddAuditLog(path)
                .AddRuntime();

            await using ServiceProvider provider = services.BuildServiceProvider(Strict);
            if (run == 0)
            {
                await provider.GetRequiredKeyedService<EscalationRuntime>("support").HandleAsync(new AgentTurn { Id = "t", Confidence = 0.1, Conversation = new Conversation("c") }, static _ => throw new InvalidOperationException("must not act"));
            }
            else
            {
                var desk = provider.GetRequiredKeyedService<EscalationDesk>("support");
                await desk.AcceptAsync("t", "ann");
                Assert.Equal(0, desk.Faults);
            }
        }

        Assert.Equal(["decision", "handoff-intent", "handoff-delivered", "handoff-accepted"], AuditReader.Read(path).Select(record => record.Kind.Code));
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
    [Fact]
    public void A_desk_without_routes_is_refused_when_it_is_asked_for_and_not_at_the_first_handoff()
    {
        var services = new ServiceCollection();
        services.AddEscalation("support", p => p.Confidence(0.8)).AddDesk(_ => new ListChannel());
        using ServiceProvider provider = services.BuildServiceProvider(Strict);

        Assert.Contains("'support' has no routes", Assert.Throws<InvalidOperationException>(() => provider.GetRequiredKeyedService<EscalationDesk>("support")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => provider.GetRequiredKeyedService<IHandoffChannel>("support"));
    }
}
