using System.Globalization;
using Escalation;
using Escalation.Decisions;
using Escalation.Triggers.Loops;
using StuckAgent;

// An agent that repeats itself is told so first, and handed over when it goes on. Waiting, paging and batches are no loops.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int wrong = 0;
EscalationPolicy policy = EscalationPolicy.Build(p => p.Loops(o =>
{
    // The call that would repeat is judged before it is made.
    o.PreviewProposedStep = true;

    // What tools are is declared, never guessed from their names.
    o.Tool("job_status").Polling = true;
    o.Tool("search").ReadOnly = true;
    o.Tool("shell").NoiseFields.Add("description");
}));

// 1. The same failing call: the third is answered with a nudge, the fourth is not made at all.
Conversation stubborn = policy.StartConversation("stubborn");
foreach (DecisionOutcome expected in (DecisionOutcome[])[DecisionOutcome.Act, DecisionOutcome.Act, DecisionOutcome.Nudge, DecisionOutcome.EscalateToPerson])
{
    AgentStep call = AgentStep.Tool("refund", """{"order":"1234","amount":10.0}""");
    EscalationDecision decision = Ask("refund again", policy, stubborn, call, expected);
    stubborn.Record(call with { Observation = "order is locked", IsError = true, Vetoed = decision.Outcome > DecisionOutcome.Nudge });
}

// What the policy vetoed is no step of the agent's, so another way out is free at once.
Ask("another way", policy, stubborn, AgentStep.Tool("unlock", """{"order":"1234"}"""), DecisionOutcome.Act);

// 2. Eight equal answers of a tool that polls are patience; four of any other tool are a loop, whatever the description and the process id say.
Conversation waiting = policy.StartConversation("waiting");
for (int i = 0; i < 8; i++)
{
    waiting.Record(AgentStep.Tool("job_status", """{"id":7}""", "running"));
}

Ask("waiting for a job", policy, waiting, null, DecisionOutcome.Act);
Conversation shell = policy.StartConversation("shell");
for (int i = 0; i < 4; i++)
{
    shell.Record(AgentStep.Tool("shell", $$"""{"command":"make","description":"attempt {{i}}"}""", $"[10:0{i}:17] nothing to be done, pid {4_000 + i}"));
}

Ask("the same in other words", policy, shell, null, DecisionOutcome.Nudge);

// 3. The state moves between machines with the conversation, and goes on counting there.
Conversation moved = ConversationJson.Parse(ConversationJson.ToUtf8Bytes(shell));
policy.Attach(moved);
moved.Record(AgentStep.Tool("shell", """{"command":"make","description":"once more"}""", "[10:05:17] nothing to be done, pid 4005"));
Ask("moved, and once more", policy, moved, null, DecisionOutcome.EscalateToPerson);

// 4. A stream is watched piece by piece, so that it can be cut off in the middle. Code and lists may repeat.
Conversation streaming = policy.StartConversation("streaming");
int pieces = 0;
while (pieces < 100 && policy.Decide(new AgentTurn { Conversation = streaming }).Outcome == DecisionOutcome.Act)
{
    streaming.Record(AgentStep.Chunk("I will now mark the task as complete and finish here. "));
    pieces++;
}

Console.WriteLine($"a stream that chants is cut after {pieces} pieces");
wrong += pieces == 10 ? 0 : 1;

// 5. Where rules cannot tell, a judge can: seldom at first, more often the surer it is. Here a few lines stand for the model.
EscalationPolicy judged = EscalationPolicy.Build(p => p.Loops().LoopJudge(new SuspiciousJudge(), o => (o.FirstStep, o.LeastSteps, o.MostSteps) = (6, 2, 4)));
Conversation wandering = judged.StartConversation("wandering");
int steps = 0;
EscalationDecision verdict = default;
while (steps < 40 && (steps == 0 || verdict.Outcome != DecisionOutcome.EscalateToPerson))
{
    wandering.Record(AgentStep.Tool("open_page", $$"""{"page":{{steps}}}""", $"page {steps} is empty"));
    steps++;
    var turn = new AgentTurn { Conversation = wandering };
    await judged.PrepareAsync(turn);
    verdict = judged.Decide(turn);
}

Console.WriteLine($"the judge stops it at step {steps}: {verdict.Reason} from {judged.TriggerNames[verdict.TriggerIndex]}");
wrong += verdict.Reason == Reason.Loop && steps < 40 ? 0 : 1;
Console.WriteLine(wrong == 0 ? "All as expected." : $"{wrong} not as expected.");
return wrong == 0 ? 0 : 1;

EscalationDecision Ask(string what, EscalationPolicy by, Conversation conversation, AgentStep? proposed, DecisionOutcome expected)
{
    var turn = new AgentTurn { Conversation = conversation, ProposedStep = proposed };
    EscalationDecision decision = by.Decide(turn);
    wrong += decision.Outcome == expected ? 0 : 1;
    string rule = by.Explain(turn).Triggers[0].Evidence;
    Console.WriteLine($"{(decision.Outcome == expected ? "  " : "? ")}{what}: {decision.Outcome}. {rule}");
    if (by.NudgeFor(turn, decision) is { } nudge)
    {
        Console.WriteLine($"      to the agent: {nudge}");
    }

    return decision;
}
