using System.Globalization;

namespace Escalation.Probes.Pooling;

/// <summary>How the tokens of a sequence become one number, or one vector: the choice, without any state.</summary>
/// <remarks>
/// <para>
/// Over vectors every rule works element by element. The conventions are those of the projects that train probes: see McKenzie et al., <i>Detecting
/// High-Stakes Interactions with Activation Probes</i> (arXiv 2506.10805), for mean, max, last, softmax and rolling means, and Kramár et al., <i>Building
/// Production-Ready Probes for Gemini</i> (arXiv 2601.11516), for the largest exponential moving average.
/// </para>
/// <para>Immutable; two rules with one <see cref="Name"/> are the same rule.</para>
/// </remarks>
public sealed class PoolingRule : IEquatable<PoolingRule>
{
    private PoolingRule(string name, TokenReducer reducer)
    {
        Name = name;
        Reducer = reducer;
    }

    /// <summary>The arithmetic mean of all tokens.</summary>
    public static PoolingRule Mean { get; } = new("mean", new MeanReducer());

    /// <summary>The largest value.</summary>
    public static PoolingRule Max { get; } = new("max", new MaxReducer());

    /// <summary>The last token; the others do not matter, not even one that is not finite.</summary>
    public static PoolingRule Last { get; } = new("last", new LastReducer());

    /// <summary>The first token; the others do not matter, not even one that is not finite.</summary>
    public static PoolingRule First { get; } = new("first", new FirstReducer());

    /// <summary>A name that says the parameters too, for example <c>softmax(5)</c>: it can stand as the pooling of a <see cref="ProbeFingerprint"/>.</summary>
    public string Name { get; }

    internal TokenReducer Reducer { get; }

    /// <summary>The exponential moving average after the last token: <c>e_1 = x_1</c>, <c>e_t = a x_t + (1 - a) e_(t-1)</c>.</summary>
    /// <param name="smoothing">The weight a of the newest token, above 0 and at most 1; 1 is <see cref="Last"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="smoothing"/> is not above 0 and at most 1.</exception>
    public static PoolingRule Ema(double smoothing) => new(Named("ema", Smoothing(smoothing)), new EmaReducer(smoothing));

    /// <summary>The largest exponential moving average, for sequences of any length: <c>e_0 = 0</c>, <c>e_t = a x_t + (1 - a) e_(t-1)</c>, <c>max_t e_t</c>.</summary>
    /// <param name="smoothing">The weight a of the newest token, above 0 and at most 1; 0.5 in arXiv 2601.11516, section 3.1.2. 1 is <see cref="Max"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="smoothing"/> is not above 0 and at most 1.</exception>
    public static PoolingRule EmaMax(double smoothing) => new(Named("ema-max", Smoothing(smoothing)), new EmaMaxReducer(smoothing));

    /// <summary>The mean under the weights <c>exp(x / T)</c>: towards T = 0 the maximum, towards infinity the mean.</summary>
    /// <param name="temperature">The temperature T, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="temperature"/> is not finite and above 0.</exception>
    public static PoolingRule Softmax(double temperature = 1.0) => new(Named("softmax", Guard.Positive(temperature)), new SoftmaxReducer(temperature));

    /// <summary>The largest mean of so many consecutive tokens; of a shorter sequence the plain mean.</summary>
    /// <param name="window">The window w in tokens, at least 1; 1 is <see cref="Max"/>. State and time for each token are linear in it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="window"/> is below 1.</exception>
    public static PoolingRule RollingMeanMax(int window) => new(Named("rolling-mean-max", Guard.AtLeast(window, 1)), new RollingMeanMaxReducer(window));

    /// <summary>The mean of the k largest values; of all of them in a shorter sequence.</summary>
    /// <param name="count">How many, k, at least 1; 1 is <see cref="Max"/>. State and the worst time for each token are linear in it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="count"/> is below 1.</exception>
    public static PoolingRule TopMean(int count) => new(Named("top-mean", Guard.AtLeast(count, 1)), new TopMeanReducer(count));

    /// <inheritdoc/>
    public bool Equals(PoolingRule? other) => other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PoolingRule);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The rule's name.</summary>
    public override string ToString() => Name;

    private static double Smoothing(double smoothing)
    {
        if (!(smoothing > 0.0 && smoothing <= 1.0))
        {
            Guard.OutOfRange(nameof(smoothing), "a number above 0 and at most 1", smoothing);
        }

        return smoothing;
    }

    private static string Named(string name, double parameter) => string.Create(CultureInfo.InvariantCulture, $"{name}({parameter:R})");
}
