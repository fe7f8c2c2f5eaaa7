using Escalation.Decisions;

namespace ConfiguredTriggers;

/// <summary>One turn of the script and what should come of it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Given">The turn, without conversation.</param>
/// <param name="Outcome">What the policy should decide.</param>
/// <param name="Reason">The reason it should give.</param>
/// <param name="Priority">How urgent it should be.</param>
internal sealed record Turn(string Title, AgentTurn Given, DecisionOutcome Outcome, string Reason, Priority Priority = Priority.Normal)
{
    private static readonly AnswerSample[] Agreeing = [new("Monday"), new("Monday"), new("monday"), new("Tuesday")];

    private static readonly AnswerSample[] Torn = [new("Monday"), new("Tuesday"), new("Friday"), new("never")];

    private static readonly AgentTurn Calm = new() { Request = "When does my parcel arrive?", Answer = "On Monday.", Confidence = 0.9, Samples = Agreeing };

    private static readonly AgentTurn Angry = Calm with { Request = "This is horrible. I hate waiting, you are the worst!" };

    /// <summary>Independent turns: each begins a conversation of its own.</summary>
    internal static IReadOnlyList<Turn> Script { get; } =
    [
        new("nothing objects", Calm, DecisionOutcome.Act, "within-thresholds"),
        new("a low confidence", Calm with { Confidence = 0.4 }, DecisionOutcome.EscalateToPerson, "low-confidence"),
        new("the agent doubts itself", Calm with { Answer = "On Monday. Confidence: 20" }, DecisionOutcome.EscalateToPerson, "low-confidence"),
        new("samples that disagree are too little", Calm with { Samples = Torn }, DecisionOutcome.Act, "within-thresholds"),
        new("with a rich account they are enough", Calm with { Samples = Torn, Attributes = Attributes("balance", "80000") }, DecisionOutcome.EscalateToPerson, "weighted-evidence"),
        new("a lawyer in disguise", Calm with { Request = "Then my l\u0430wy\u200Ber will write to you." }, DecisionOutcome.EscalateToPerson, "legal-threat", Priority.High),
        new("a card number in the answer", Calm with { Answer = "I charge 4111 1111 1111 1111." }, DecisionOutcome.RequestApproval, "personal-data"),
        new("the same for a verified caller", Calm with { Answer = "I charge 4111 1111 1111 1111.", Attributes = Attributes("verified", "true") }, DecisionOutcome.Act, "within-thresholds"),
        new("a balance that is no number", Calm with { Attributes = Attributes("balance", "much") }, DecisionOutcome.EscalateToPerson, "score-undefined"),
        new("no samples", Calm with { Samples = null }, DecisionOutcome.EscalateToPerson, "no-signal"),
    ];

    /// <summary>Turns of one conversation with an angry customer: a person hands it back after the first.</summary>
    internal static IReadOnlyList<Turn> Anger { get; } =
    [
        new("anger", Angry, DecisionOutcome.EscalateToPerson, "negative-sentiment"),
        new("anger right after a person dealt with it", Angry, DecisionOutcome.Act, "cooling-down"),
        new("a lawyer pierces it", Angry with { Request = Angry.Request + " My lawyer knows." }, DecisionOutcome.EscalateToPerson, "legal-threat", Priority.High),
    ];

    private static Dictionary<string, string> Attributes(string name, string value) => new() { [name] = value };
}
