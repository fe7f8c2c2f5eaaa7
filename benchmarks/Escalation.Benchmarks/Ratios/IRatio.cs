namespace Escalation.Benchmarks.Ratios;

/// <summary>One claim about speed: what ours costs, as a ratio to the best of its peers in the same run.</summary>
/// <remarks>An implementation is cheap to construct; data is made in <see cref="Cases"/>, which runs only when the ratio is asked for.</remarks>
internal interface IRatio
{
    /// <summary>The name on the command line, in lower case with hyphens.</summary>
    string Name { get; }

    /// <summary>What is measured, in one line.</summary>
    string Measures { get; }

    /// <summary>Why it cannot be measured on this machine (a peer that is not installed), or null when it can.</summary>
    string? Unavailable => null;

    /// <summary>The time that each case may take, warm-up excluded.</summary>
    TimeSpan TimePerCase => TimeSpan.FromSeconds(0.6);

    /// <summary>How many rounds are made whatever <see cref="TimePerCase"/> says; fewer where a single call takes a second.</summary>
    int LeastRounds => 7;

    /// <summary>The points at which it is measured; the value reported is the worst of them.</summary>
    IEnumerable<RatioCase> Cases();
}
