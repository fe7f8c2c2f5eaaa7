using Escalation.Triggers.Loops;

namespace Escalation.Experiments.Loops;

/// <summary>The options under which the runs are replayed.</summary>
/// <remarks>The policy for dialogues was written after reading the four runs in which a call stands three times or more, so that they fire shows what the rules can express and estimates no recall.</remarks>
internal static class LoopPolicies
{
    /// <summary>The defaults: nothing known about tools, a user turn ends every loop.</summary>
    internal static LoopOptions Defaults() => new();

    /// <summary>
    /// What one knows about the airline's tools from their names and signatures: searches and look-ups read, <c>think</c> and <c>calculate</c> change nothing. In
    /// a dialogue in which the user answers between two tries, the same failing call is the same failing call: user turns do not end a loop of calls, and
    /// errors count across calls that cannot have changed anything.
    /// </summary>
    internal static LoopOptions Dialogue()
    {
        var options = new LoopOptions { ResetOnUserTurn = false, ErrorsAcrossCalls = true };
        foreach (string tool in (string[])["get_reservation_details", "get_user_details", "search_direct_flight", "search_onestop_flight", "list_all_airports"])
        {
            options.Tool(tool).ReadOnly = true;
        }

        options.Tool("think").SideEffectFree = true;
        options.Tool("calculate").SideEffectFree = true;
        return options;
    }
}
