using System.Globalization;
using System.Security.Cryptography;
using Escalation;
using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Handoff.Routing;
using Escalation.Redaction;
using Escalation.Runtime;
using SupportDesk;

// A support desk in one process: the agent answers, one request goes to people, the agent is silent until they hand the conversation back.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
DirectoryInfo folder = Directory.CreateTempSubdirectory("support-desk-");
string path = Path.Combine(folder.FullName, "audit.jsonl");
var clock = new StoryClock(new DateTimeOffset(2026, 10, 23, 14, 30, 0, TimeSpan.Zero)); // Friday afternoon in Zurich; on Sunday the clocks change.
BusinessHours office = BusinessHours.Build("Europe/Zurich", h => h.Weekdays(new(8, 0), new(18, 0)));
var narrator = new Narrator(clock, office.Zone);

// Who answers for what. Billing has an hour of its own office time; whatever it leaves goes to the front desk, where somebody always is.
HandoffRouter router = HandoffRouter.Build(r => r
    .Queue("billing", "billing-team", q => q.Open(office).Skills("refunds").AcceptWithin(TimeSpan.FromHours(1), DeadlineClock.OpenHours).Otherwise("front-desk"))
    .Queue("front-desk", "support-team", q => q.AcceptWithin(TimeSpan.FromMinutes(30)))
    .Rule("money", "billing", when => when.WhenTopic("refund").Needs("refunds").RaiseTo(Priority.High))
    .Route("default", "front-desk"));
EscalationPolicy policy = EscalationPolicy.Build(p => p.Name("support").Sensitivity(s => s.Keywords("lawyer", "chargeback")).Confidence(0.6));

using var queues = new InProcessHandoffChannel();
var desk = new EscalationDesk(router, queues, options: new EscalationDeskOptions { Time = clock, Observers = [narrator] });
int acts = 0;
AuditVerification verification;
using (AuditLog log = AuditLog.Open(path, new AuditLogOptions { Time = clock }))
{
    var runtime = new EscalationRuntime(policy, router, desk, log, new EscalationRuntimeOptions { Time = clock, Custodian = desk });
    using IDisposable following = runtime.Follow(desk, new EscalationRecordOptions { ActorKey = new RedactionKey("desk", RandomNumberGenerator.GetBytes(32)) });
    Conversation conversation = policy.StartConversation("chat-7");

    await Ask("t1", "Where is order 12?", "It left our warehouse yesterday.", "shipping");
    conversation.Record(AgentStep.Tool("find_payments", """{"order":12}""", "two payments of 99.50"));
    await Ask("t2", "I paid twice! My lawyer will hear of this.", "I can refund one payment.", "refund");
    narrator.Show(Receive());
    await Ask("t3", "Hello? Is anybody there?", "Yes, how can I help?", "greeting");

    // Nobody at billing looks. Half of the hour is a reminder, the end of it the second route.
    await Pass(TimeSpan.FromMinutes(31));
    await Pass(TimeSpan.FromMinutes(30));
    ContextPackage second = Receive();

    // Two people reach for it: one has it. The old ticket is worth nothing.
    await desk.AcceptAsync(second.EscalationId, "ben");
    foreach ((string ticket, string person) in new[] { (second.EscalationId, "ana"), ("t2", "cleo") })
    {
        try
        {
            await desk.AcceptAsync(ticket, person);
        }
        catch (EscalationTransitionException refused)
        {
            narrator.Say(person, $"(refused) {refused.Message}");
        }
    }

    clock.Advance(TimeSpan.FromMinutes(4));
    narrator.Say("ben", "I am sorry! 99.50 are on their way back to your card.");
    await desk.ResolveAsync(second.EscalationId, "ben", new EscalationResolution("refunded") { ModelWasRight = true, Needed = true, Sufficient = true });
    await desk.HandBackAsync(second.EscalationId, "ben", "Ben refunded one payment of 99.50 to the card; three working days.", conversation);
    narrator.Say("(memory)", $"the agent now knows: \"{conversation.GetStep(conversation.RetainedStepCount - 1).Text}\"");
    await Ask("t4", "Thank you. When will I have it?", "Within three working days, on your card.", "refund-date");

    async Task Ask(string id, string request, string answer, string topic)
    {
        narrator.Say("customer", request);
        conversation.Record(AgentStep.User(request));
        var turn = new AgentTurn { Id = id, Conversation = conversation, Request = request, Answer = answer, Confidence = 0.9, Intent = topic };
        HandleResult result = await runtime.HandleDetailedAsync(turn, _ =>
        {
            acts++;
            conversation.Record(AgentStep.Message(answer));
            narrator.Say("agent", answer);
            return ValueTask.CompletedTask;
        });
        if (!result.Acted)
        {
            narrator.Say("agent", result.FallbackMessage ?? $"(silent: {result.Decision.Reason})");
        }

        clock.Advance(TimeSpan.FromMinutes(1));
    }
}

verification = AuditVerifier.Verify(path);
narrator.Tell(AuditReader.Read(path));
bool told = acts == 2 && (await desk.FindAsync("t2"))?.State == EscalationState.HandedBack;
Console.WriteLine($"\n{acts} turns by the agent, 1 by a person; {verification.Count} records, {(verification.IsIntact ? "intact" : verification.Message)}");
folder.Delete(recursive: true);
return told && verification.IsIntact ? 0 : 1;

async Task Pass(TimeSpan time)
{
    clock.Advance(time);
    await desk.SweepAsync();
}

ContextPackage Receive() => queues.TryReceive(out ContextPackage? package) ? package : throw new InvalidOperationException("The queue is empty.");
