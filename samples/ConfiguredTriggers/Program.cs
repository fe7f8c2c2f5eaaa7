using ConfiguredTriggers;
using Escalation.Decisions;
using Escalation.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// Every trigger of this policy comes from policy.json: confidence, sensitivity, a weighted composition, routes, a budget and a cool-down.
IConfigurationRoot configuration = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("policy.json").Build();
var services = new ServiceCollection();
services.AddEscalation("support").Bind(configuration.GetSection("Support"));
using ServiceProvider provider = services.BuildServiceProvider();
EscalationPolicy policy = provider.GetRequiredService<IEscalationPolicyProvider>().Get("support");
Console.WriteLine($"Triggers: {string.Join(", ", policy.TriggerNames)}");
Console.WriteLine($"Guarantee: {policy.Guarantee}, since every number was typed by hand.");
Console.WriteLine();

int wrong = 0;
foreach (Turn turn in Turn.Script)
{
    wrong += Show(turn, turn.Given with { Conversation = policy.StartConversation(turn.Title) }) ? 0 : 1;
}

Conversation angry = policy.StartConversation("angry");
foreach (Turn turn in Turn.Anger)
{
    AgentTurn given = turn.Given with { Conversation = angry };
    wrong += Show(turn, given) ? 0 : 1;

    // What the runtime does by itself: deciding only reads, recording is what budgets and cool-downs count.
    var signals = new Signal[policy.TriggerNames.Count];
    EscalationDecision decision = policy.Decide(given, signals);
    policy.Record(given, decision, signals);
    if (decision.Outcome == DecisionOutcome.EscalateToPerson)
    {
        angry.HandOver();
        angry.HandBack("Called the customer.", DateTimeOffset.UnixEpoch);
    }
}

Console.WriteLine(wrong == 0 ? "All as the policy says." : $"{wrong} decisions are not what the policy says.");
return wrong == 0 ? 0 : 1;

bool Show(Turn turn, AgentTurn given)
{
    DecisionExplanation explanation = policy.Explain(given);
    EscalationDecision decision = explanation.Decision;
    bool right = (decision.Outcome, decision.Reason.Code, decision.Priority) == (turn.Outcome, turn.Reason, turn.Priority);
    Console.WriteLine($"{(right ? "  " : "? ")}{turn.Title}: {explanation.Summary}");
    foreach (TriggerExplanation trigger in explanation.Triggers)
    {
        if (trigger.Signal.Fired || trigger.Signal.Failed || trigger.Signal.Reason == Reason.CoolingDown)
        {
            Console.WriteLine($"      {trigger.Name} {trigger.Evidence}");
        }
    }

    return right;
}
