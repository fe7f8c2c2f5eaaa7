using System.Collections.Frozen;
using System.Globalization;
using Escalation.Statistics;

namespace Escalation.Prediction.Experts;

/// <summary>P(expert is right) for each class of decision, estimated from labelled decisions of a person or of a stronger model.</summary>
/// <remarks>
/// <para>
/// The estimate of a class is drawn to the rate over all classes, the more the fewer labels it has (<c>(k + s m) / (n + s)</c>, empirical Bayes), but never out of the class's own bounds, which are exact (Clopper and Pearson, 1934)
/// and know nothing of the other classes: with C classes each takes <c>delta / C</c>, so that the lower bounds of all classes hold together with probability 1 - delta, and so do the upper ones (Bonferroni).
/// Such a limit to shrinkage keeps one class that really differs from paying for the average (Efron and Morris, JASA 1972).
/// </para>
/// <para>
/// It assumes that the labelled decisions of a class are exchangeable with those to come. They are not when experts were asked only where the model was unsure and the rule changes: the expert's accuracy on hard cases is not
/// that on all cases. Labels from random audits or from the traffic that will be escalated are. A class without labels has the rate over all classes and the bounds 0 and 1; a turn without a class has the rate and
/// the bounds of all labels together. Immutable and safe for concurrent use.
/// </para>
/// </remarks>
public sealed class ExpertModel
{
    private readonly ExpertCounts[] _classes;
    private readonly FrozenDictionary<string, ExpertEstimate> _estimates;

    private ExpertModel(ExpertCounts[] classes, double delta, double? strength)
    {
        _classes = classes;
        Delta = delta;
        AskedStrength = strength;
        Pooled = ClassShrinkage.Pooled(classes);
        Strength = strength ?? ClassShrinkage.Strength(classes);
        double level = Math.Max(delta / classes.Length, double.Epsilon);
        _estimates = classes.ToFrozenDictionary(static each => each.DecisionClass, each => Estimate(each, level), StringComparer.Ordinal);
        (long right, long labelled) = ClassShrinkage.Sum(classes);
        Overall = new ExpertEstimate(Pooled, ClopperPearson.Lower(right, labelled, delta), ClopperPearson.Upper(right, labelled, delta), right, labelled);
        Unlabelled = new ExpertEstimate(Pooled, 0.0, 1.0, 0, 0);
    }

    /// <summary>The probability with which the lower bounds may fail for some class, and the same for the upper bounds.</summary>
    public double Delta { get; }

    /// <summary>How many labels the rate over all classes is worth in each class; infinite when the classes differ no more than chance makes them.</summary>
    public double Strength { get; }

    /// <summary>What a turn without a class is told: all labels together.</summary>
    public ExpertEstimate Overall { get; }

    /// <summary>The labels, by class in ordinal order.</summary>
    public IReadOnlyList<ExpertCounts> Classes => Array.AsReadOnly(_classes);

    internal double? AskedStrength { get; }

    private double Pooled { get; }

    private ExpertEstimate Unlabelled { get; }

    /// <summary>Fits a model to counts.</summary>
    /// <param name="classes">The counts of each class, at least one class, each named once.</param>
    /// <param name="options">Error level and strength; the defaults when null.</param>
    /// <exception cref="ArgumentException">Thrown when there is no class, one is blank or named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a count is out of range or the labels are more than <see cref="BinomialTail.MaxTrials"/>.</exception>
    public static ExpertModel Fit(ReadOnlySpan<ExpertCounts> classes, ExpertModelOptions? options = null)
    {
        if (classes.IsEmpty)
        {
            throw new ArgumentException("classes must hold one class at least, but holds none.", nameof(classes));
        }

        ExpertCounts[] ordered = classes.ToArray();
        Array.Sort(ordered, static (one, other) => string.CompareOrdinal(one.DecisionClass, other.DecisionClass));
        long room = BinomialTail.MaxTrials;
        for (int i = 0; i < ordered.Length; i++)
        {
            Guard.NotBlank(ordered[i].DecisionClass, nameof(classes));
            if (i > 0 && string.Equals(ordered[i].DecisionClass, ordered[i - 1].DecisionClass, StringComparison.Ordinal))
            {
                throw new ArgumentException($"classes must name each class once, but names '{ordered[i].DecisionClass}' twice.", nameof(classes));
            }

            if (ordered[i].Labelled < 1 || ordered[i].Labelled > room || ordered[i].Right < 0 || ordered[i].Right > ordered[i].Labelled)
            {
                throw new ArgumentOutOfRangeException(nameof(classes), ordered[i], string.Create(CultureInfo.InvariantCulture, $"The counts of '{ordered[i].DecisionClass}' must be 0 <= right <= labelled, with 1 to {BinomialTail.MaxTrials} labels together, but are {ordered[i].Right} of {ordered[i].Labelled}."));
            }

            room -= ordered[i].Labelled;
        }

        options ??= new ExpertModelOptions();
        return new ExpertModel(ordered, options.Delta, options.Strength);
    }

    /// <summary>Fits a model to labelled decisions.</summary>
    /// <param name="decisionClasses">The class of each decision.</param>
    /// <param name="expertWasRight">Whether the expert was right; as many.</param>
    /// <param name="options">Error level and strength; the defaults when null.</param>
    /// <exception cref="ArgumentException">Thrown when there is no decision, the lengths differ or a class is blank.</exception>
    public static ExpertModel Fit(ReadOnlySpan<string> decisionClasses, ReadOnlySpan<bool> expertWasRight, ExpertModelOptions? options = null)
    {
        if (decisionClasses.Length != expertWasRight.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"expertWasRight must hold one entry for each of the {decisionClasses.Length} decisions, but holds {expertWasRight.Length}."), nameof(expertWasRight));
        }

        var counts = new Dictionary<string, ExpertCounts>(StringComparer.Ordinal);
        for (int i = 0; i < decisionClasses.Length; i++)
        {
            string name = Guard.NotBlank(decisionClasses[i], nameof(decisionClasses));
            ExpertCounts before = counts.GetValueOrDefault(name, new ExpertCounts(name, 0, 0));
            counts[name] = before with { Right = before.Right + (expertWasRight[i] ? 1 : 0), Labelled = before.Labelled + 1 };
        }

        return Fit([.. counts.Values], options);
    }

    /// <summary>What is known about a class.</summary>
    /// <param name="decisionClass">The class, compared ordinally; null for a turn without one.</param>
    /// <returns>The estimate with its bounds. Allocates nothing.</returns>
    public ExpertEstimate For(string? decisionClass) => decisionClass is null
        ? Overall
        : _estimates.TryGetValue(decisionClass, out ExpertEstimate estimate) ? estimate : Unlabelled;

    /// <summary>The labels and options as canonical JSON in UTF-8, of which everything else follows.</summary>
    public byte[] ToJson() => ExpertModelJson.Write(this);

    /// <summary>Reads a model that <see cref="ToJson"/> has written.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <exception cref="FormatException">Thrown when the document is not exactly what <see cref="ToJson"/> writes.</exception>
    public static ExpertModel Parse(ReadOnlyMemory<byte> utf8Json) => ExpertModelJson.Read(utf8Json);

    private ExpertEstimate Estimate(in ExpertCounts counts, double level)
    {
        double lower = ClopperPearson.Lower(counts.Right, counts.Labelled, level);
        double upper = ClopperPearson.Upper(counts.Right, counts.Labelled, level);
        return new ExpertEstimate(Math.Clamp(ClassShrinkage.Shrink(counts, Pooled, Strength), lower, upper), lower, upper, counts.Right, counts.Labelled);
    }
}
