using System.Collections.ObjectModel;
using System.Globalization;
using System.Security.Cryptography;
using Escalation.Decisions;

namespace Escalation.Prediction.Features;

/// <summary>A fixed, named and versioned list of features: which number stands in which column, the same in training and in use.</summary>
/// <remarks>Immutable and safe for concurrent use. The fingerprint covers version, names, order, parameters, words, labels and the configuration of predictors.</remarks>
public sealed class FeatureSchema
{
    /// <summary>The most columns of a schema.</summary>
    public const int MaximumColumns = 2_048;

    private readonly TurnFeature[] _features;
    private readonly int[] _starts;

    /// <summary>Creates a schema.</summary>
    /// <param name="version">The version, a word to change whenever what stands behind the features does: a prompt, a tokenizer, a retriever.</param>
    /// <param name="features">The features in their order; at least 1, with distinct names.</param>
    /// <exception cref="ArgumentException">Thrown when the version is blank, there is no feature, two share a name, or there are more than <see cref="MaximumColumns"/> columns.</exception>
    public FeatureSchema(string version, params IReadOnlyList<TurnFeature> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        Version = Guard.NotBlank(version);
        _features = [.. features];
        if (_features.Length == 0 || _features.Contains(null) || _features.Select(feature => feature.Name).Distinct(StringComparer.Ordinal).Count() != _features.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"features must be at least 1 and have distinct names, but are {_features.Length}."), nameof(features));
        }

        _starts = new int[_features.Length + 1];
        for (int i = 0; i < _features.Length; i++)
        {
            _starts[i + 1] = _starts[i] + _features[i].Columns.Count;
        }

        if (ColumnCount > MaximumColumns)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"features must have at most {MaximumColumns} columns together, but have {ColumnCount}."), nameof(features));
        }

        Columns = Array.AsReadOnly([.. _features.SelectMany(feature => feature.Columns)]);
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(FeatureSchemaJson.ToUtf8Bytes(this)));
    }

    /// <summary>The version.</summary>
    public string Version { get; }

    /// <summary>The features in their order.</summary>
    public ReadOnlyCollection<TurnFeature> Features => Array.AsReadOnly(_features);

    /// <summary>The names of the columns in their order.</summary>
    public ReadOnlyCollection<string> Columns { get; }

    /// <summary>How many columns a vector has.</summary>
    public int ColumnCount => _starts[^1];

    /// <summary>The SHA-256 of the schema's canonical form, 64 lower-case hexadecimal digits.</summary>
    public string Fingerprint { get; }

    /// <summary>What one response with its top-k log-probabilities shows of itself, with confidence, samples and lengths: every measure that needs no label set and no attribute, at its default parameter, and the 5 % quantile.</summary>
    /// <remarks>A training refuses features that no row has; take those out with <see cref="Without"/>.</remarks>
    /// <param name="version">The version of what stands behind it.</param>
    /// <param name="more">Features to put after them: attributes, categories, labels, predictors.</param>
    /// <exception cref="ArgumentException">Thrown when the version is blank or names repeat.</exception>
    public static FeatureSchema Standard(string version, params IReadOnlyList<TurnFeature> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        return new FeatureSchema(version, [.. Enum.GetValues<TurnMeasure>().Select(measure => TurnFeature.Of(measure)), TurnFeature.Of(TurnMeasure.LogProbQuantile, 0.05), .. more]);
    }

    /// <summary>The schema without some features.</summary>
    /// <param name="names">The names of the features to leave out.</param>
    /// <exception cref="ArgumentException">Thrown when a name is not one of the schema's, or none is left.</exception>
    public FeatureSchema Without(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (string name in names)
        {
            if (!_features.Any(feature => string.Equals(feature.Name, name, StringComparison.Ordinal)))
            {
                throw new ArgumentException($"names must be features of the schema, but '{name}' is none.", nameof(names));
            }
        }

        return new FeatureSchema(Version, [.. _features.Where(feature => !names.Contains(feature.Name, StringComparer.Ordinal))]);
    }

    /// <summary>Reads a turn into a vector. Linear in tokens, alternatives and samples, with a sort where a quantile is asked for; scratch memory comes from the shared pool, and nothing is allocated.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="destination">Receives <see cref="ColumnCount"/> numbers: finite, or NaN for absent. All NaN when there is a fault.</param>
    /// <returns>Null, or the first feature that is there and cannot be used.</returns>
    /// <exception cref="ArgumentException">Thrown when <paramref name="destination"/> has another length.</exception>
    public FeatureFault? Extract(AgentTurn turn, Span<double> destination)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (destination.Length != ColumnCount)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"destination must hold {ColumnCount} numbers, but holds {destination.Length}."), nameof(destination));
        }

        var reader = new TurnReader(turn);
        try
        {
            for (int i = 0; i < _features.Length; i++)
            {
                if (reader.Read(_features[i], destination[_starts[i].._starts[i + 1]]) is { } reason)
                {
                    destination.Fill(double.NaN);
                    return new FeatureFault(_features[i], reason);
                }
            }
        }
        finally
        {
            reader.Release();
        }

        return null;
    }

    internal ReadOnlySpan<int> Starts => _starts;
}
