namespace HostedAgent;

/// <summary>The agent's tools. They work on nothing but constants, so the sample needs no network.</summary>
internal static class Tools
{
    internal const string FindOrder = "find_order";
    internal const string FindAccount = "find_account";
    internal const string Refund = "refund";
    internal const string Answer = "answer";

    internal static string Run(string tool) => tool switch
    {
        FindOrder => "Order 1007: shipped on Monday, one pair of shoes, one sofa.",
        FindAccount => "No account has this address.",
        Refund => "Paid back.",
        Answer => "Sent.",
        _ => throw new ArgumentOutOfRangeException(nameof(tool), tool, "There is no such tool."),
    };
}
