namespace HostedAgent;

/// <summary>One conversation of the script.</summary>
/// <param name="Id">The conversation's id.</param>
/// <param name="Request">What the customer asks.</param>
/// <param name="Moves">What the agent means to do, in order. It does not learn from a nudge.</param>
internal sealed record Scene(string Id, string Request, IReadOnlyList<Move> Moves)
{
    /// <summary>Six conversations: two that the agent finishes, and one for each way to a person.</summary>
    internal static IReadOnlyList<Scene> Script { get; } =
    [
        new("delivery", "Where is my order 1007?",
        [
            new(Tools.FindOrder, """{"order":1007}""", 0.97),
            new(Tools.Answer, """{"text":"It left on Monday."}""", 0.92),
        ]),
        new("shoes", "The shoes are too small, please pay back 39 euros.",
        [
            new(Tools.FindOrder, """{"order":1007}""", 0.96),
            new(Tools.Refund, """{"order":1007,"euros":39}""", 0.95),
        ]),
        new("sofa", "The sofa is broken, I want my 480 euros back.",
        [
            new(Tools.FindOrder, """{"order":1007}""", 0.96),
            new(Tools.Refund, """{"order":1007,"euros":480}""", 0.98),
        ]),
        new("threat", "Pay me back today or you hear from my lawyer.",
        [
            new(Tools.Answer, """{"text":"Please do not."}""", 0.97),
        ]),
        new("warranty", "Does the warranty cover water damage in a rented flat?",
        [
            new(Tools.Answer, """{"text":"Probably."}""", 0.41),
        ]),
        new("newsletter", "Stop the newsletter to kim@example.org.",
            [.. Enumerable.Repeat(new Move(Tools.FindAccount, """{"email":"kim@example.org"}""", 0.9), 8)]),
    ];
}
