namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Receives the keywords found.</summary>
internal interface IHitSink
{
    /// <summary>Takes one hit.</summary>
    /// <param name="keyword">The keyword's number.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">The position behind it.</param>
    /// <returns>False to stop the search.</returns>
    bool Take(int keyword, int start, int end);
}
