using System.Globalization;
using Escalation.Decisions;
using Escalation.Uncertainty;
using Escalation.Uncertainty.Attribution;

namespace Escalation.Prediction.Features;

/// <summary>One feature of a schema: what is read off a turn, and into which columns it goes.</summary>
/// <remarks>
/// A feature is present, absent or unusable. Absent fills its columns with NaN, never 0: nobody measured it. Unusable, a log-probability of NaN for example, gives no vector at all. Immutable
/// and safe for concurrent use.
/// </remarks>
public sealed class TurnFeature
{
    /// <summary>The most words of one category.</summary>
    public const int MaximumValues = 256;

    private const string Other = "(other)";

    private TurnFeature(string name, FeatureSource source, UncertaintyCause cause, IReadOnlyList<string> columns)
    {
        Name = Guard.NotBlank(name);
        Source = source;
        Columns = columns;
        Cause = Enum.IsDefined(cause) ? cause : throw new ArgumentOutOfRangeException(nameof(cause), cause, "Not a cause.");
    }

    /// <summary>The name, unique within a schema.</summary>
    public string Name { get; }

    /// <summary>Where it comes from.</summary>
    public FeatureSource Source { get; }

    /// <summary>The cause of uncertainty that it speaks of; unknown for most.</summary>
    public UncertaintyCause Cause { get; }

    /// <summary>The names of its columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    internal TurnMeasure Measure { get; private init; }

    internal LabelMeasure LabelMeasure { get; private init; }

    internal double Parameter { get; private init; }

    internal TurnCategory TurnCategory { get; private init; }

    internal string? Attribute { get; private init; }

    internal string[] Values { get; private init; } = [];

    internal LabelSet? Labels { get; private init; }

    internal IPredictor? Predictor { get; private init; }

    internal TurnFeature? Category { get; private init; }

    internal TurnFeature? Factor { get; private init; }

    /// <summary>A measure of the turn.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="parameter">Its parameter; the measure's own default when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the measure is not one of the enum or the parameter is out of its range.</exception>
    /// <exception cref="ArgumentException">Thrown when a parameter is given to a measure without one.</exception>
    public static TurnFeature Of(TurnMeasure measure, double? parameter = null)
    {
        double value = MeasureParameters.Resolve(measure, parameter);
        string name = double.IsNaN(value) ? $"{measure}" : string.Create(CultureInfo.InvariantCulture, $"{measure}({value:R})");
        UncertaintyCause cause = measure == TurnMeasure.ConfidentDisagreement ? UncertaintyCause.AmbiguousInput : UncertaintyCause.Unknown;
        return new TurnFeature(name, FeatureSource.Measure, cause, [name]) { Measure = measure, Parameter = value };
    }

    /// <summary>A measure of the distribution over labels at one token position. Absent without alternatives there, or when no label is among them.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="position">The token's place in the answer, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the measure is not one of the enum or the position is negative.</exception>
    public static TurnFeature Of(LabelMeasure measure, LabelSet labels, int position = 0)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (!Enum.IsDefined(measure))
        {
            throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure of labels.");
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"Label{measure}({Guard.AtLeast(position, 0)})");
        bool single = measure is not (LabelMeasure.LogShares or LabelMeasure.Best);
        string[] columns = single ? [name] : [.. labels.Labels.Select(label => $"{name}={label}")];
        return new TurnFeature(name, FeatureSource.Labels, UncertaintyCause.Unknown, columns) { LabelMeasure = measure, Labels = labels, Parameter = position };
    }

    /// <summary>A number in <see cref="AgentTurn.Attributes"/>. Absent or blank is absent; a text that is no finite number is unusable.</summary>
    /// <param name="attribute">The attribute's name, which is the feature's name too.</param>
    /// <param name="cause">The cause that a stated severity speaks of, so that explanations name it; unknown for other numbers.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the cause is not one of the enum.</exception>
    public static TurnFeature Number(string attribute, UncertaintyCause cause = UncertaintyCause.Unknown) =>
        new(attribute, FeatureSource.Number, cause, [attribute]) { Attribute = attribute };

    /// <summary>A word in <see cref="AgentTurn.Attributes"/> as one column a word, 1 or 0, and one for every other word.</summary>
    /// <param name="attribute">The attribute's name, which is the feature's name too.</param>
    /// <param name="values">The known words, compared ordinally; distinct and not blank, at least 1.</param>
    /// <exception cref="ArgumentException">Thrown when a name is blank, or words are missing, doubled, or more than <see cref="MaximumValues"/>.</exception>
    public static TurnFeature OneOf(string attribute, params IReadOnlyList<string> values) =>
        new(attribute, FeatureSource.Category, UncertaintyCause.Unknown, OneHot(attribute, Words(values))) { Attribute = attribute, Values = Words(values) };

    /// <summary>A property of the turn as one column a word, 1 or 0, and one for every other word.</summary>
    /// <param name="category">The property.</param>
    /// <param name="values">The known words, compared ordinally; distinct and not blank, at least 1.</param>
    /// <exception cref="ArgumentException">Thrown when words are blank, missing, doubled, or more than <see cref="MaximumValues"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="category"/> is not one of the enum.</exception>
    public static TurnFeature OneOf(TurnCategory category, params IReadOnlyList<string> values)
    {
        string name = Enum.IsDefined(category) ? category.ToString() : throw new ArgumentOutOfRangeException(nameof(category), category, "Not a category.");
        return new(name, FeatureSource.TurnCategory, UncertaintyCause.Unknown, OneHot(name, Words(values))) { TurnCategory = category, Values = Words(values) };
    }

    /// <summary>A category's columns times a number, so that a linear model has a slope for each word. Absent when either is; take the category and the number into the schema as well.</summary>
    /// <param name="category">A feature made by <c>OneOf</c>.</param>
    /// <param name="number">A feature of one column that is no predictor.</param>
    /// <exception cref="ArgumentException">Thrown when the features are not of these kinds.</exception>
    public static TurnFeature Interaction(TurnFeature category, TurnFeature number)
    {
        ArgumentNullException.ThrowIfNull(category);
        ArgumentNullException.ThrowIfNull(number);
        if (category.Source is not (FeatureSource.Category or FeatureSource.TurnCategory))
        {
            throw new ArgumentException($"category must hold words, but '{category.Name}' is of source {category.Source}.", nameof(category));
        }

        if (number.Columns.Count != 1 || number.Source is not (FeatureSource.Measure or FeatureSource.Labels or FeatureSource.Number))
        {
            throw new ArgumentException($"number must be a measure or a number of one column, but '{number.Name}' is of source {number.Source} with {number.Columns.Count}.", nameof(number));
        }

        string name = $"{category.Name}*{number.Name}";
        return new(name, FeatureSource.Interaction, number.Cause, OneHot(name, category.Values)) { Category = category, Factor = number };
    }

    /// <summary>What a predictor estimates: an agent's stated confidence, agreement of texts, an out-of-scope score. Not applicable, or missing as <see cref="Reason.NoSignal"/>, is absent; what is missing otherwise, or at fault, is unusable.</summary>
    /// <remarks>The label fit is the calibrator that an agent's own word needs (<see cref="ISelfReported"/>). It measures what the word was worth, and not what it is worth to somebody who knows that it counts: constrain it, or leave it out, where the text can be written by others.</remarks>
    /// <param name="predictor">The predictor. A saved schema names it with its configuration, and a reader must be given the same one.</param>
    /// <param name="cause">The cause that its number speaks of.</param>
    /// <exception cref="ArgumentException">Thrown when the predictor's name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the cause is not one of the enum.</exception>
    public static TurnFeature From(IPredictor predictor, UncertaintyCause cause = UncertaintyCause.Unknown)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        return new TurnFeature(predictor.Name, FeatureSource.Predictor, cause, [predictor.Name]) { Predictor = predictor };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static string[] OneHot(string name, string[] values) => [.. values.Select(value => $"{name}={value}"), $"{name}={Other}"];

    private static string[] Words(IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        string[] copy = [.. values];
        if (copy.Length is 0 or > MaximumValues || copy.Any(string.IsNullOrWhiteSpace) || copy.Distinct(StringComparer.Ordinal).Count() != copy.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"values must be 1 to {MaximumValues} distinct words, none blank, but hold {copy.Length}: '{string.Join("', '", copy.Take(5))}'."), nameof(values));
        }

        return copy;
    }
}
