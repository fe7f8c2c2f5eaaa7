using System.Buffers;
using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>Uncertainty scores of a graph whose nodes are sampled answers and whose edges say how alike they are.</summary>
/// <remarks>
/// <para>
/// Source: Lin, Trivedi and Sun, <i>Generating with Confidence</i> (TMLR 2024). W is made symmetric, with a diagonal of ones; <c>d_i = sum_j W_ij</c>, and
/// <c>L = I - D^(-1/2) W D^(-1/2)</c> has the eigenvalues lambda. Eigenvectors are arbitrary up to sign and rotation within equal eigenvalues; the scores below are not.
/// </para>
/// <para>Immutable. Reading takes <c>O(m^3)</c> for the two spectral scores and scratch memory of the shared pool.</para>
/// </remarks>
public readonly record struct SimilarityGraph
{
    /// <summary>The most samples in one graph.</summary>
    public const int MaximumSamples = 256;

    /// <summary>Eigenvectors with eigenvalues below this span the embedding of <see cref="Eccentricity"/>. One within 1e-9 of it can fall on either side on another machine.</summary>
    public const double EccentricityCutoff = 0.9;

    /// <summary>Why there are no values, or null: no samples are <see cref="Reason.NoSignal"/>, NaN and infinity are <see cref="Reason.ScoreUndefined"/>, a similarity outside [0, 1] by more than 1e-9 is <see cref="Reason.ScoreOutOfRange"/>.</summary>
    public Reason? Fault { get; private init; }

    /// <summary>m, the number of samples.</summary>
    public int Samples { get; private init; }

    /// <summary><c>1 - sum W / m^2</c>, in [0, 1 - 1/m]; needs no eigenvalues and is the cheap default. NaN without values.</summary>
    public double DegreeUncertainty { get; private init; }

    /// <summary><c>sum max(0, 1 - lambda)</c>, a smooth count of different meanings: C for C cliques.</summary>
    public double SpectralClusters { get; private init; }

    /// <summary>The Frobenius norm of the centred embedding, <c>sqrt(C - 1)</c> for C cliques.</summary>
    public double Eccentricity { get; private init; }

    /// <summary>Reads a matrix of similarities.</summary>
    /// <param name="similarities">m times m similarities in [0, 1], row by row. Opposite entries are averaged; the diagonal is taken as 1.</param>
    /// <param name="samples">m, from 0 to <see cref="MaximumSamples"/>.</param>
    /// <exception cref="ArgumentException">Thrown when the matrix is not m times m.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="samples"/> is negative or above <see cref="MaximumSamples"/>.</exception>
    public static SimilarityGraph Of(ReadOnlySpan<double> similarities, int samples)
    {
        RequireSize(similarities, samples);
        if (samples == 0)
        {
            return Without(Reason.NoSignal);
        }

        int cells = samples * samples;
        double[] rented = ArrayPool<double>.Shared.Rent((2 * cells) + samples);
        try
        {
            Span<double> matrix = rented.AsSpan(0, cells), vectors = rented.AsSpan(cells, cells), degrees = rented.AsSpan(2 * cells, samples);
            return Symmetrise(similarities, matrix, samples) is { } fault ? Without(fault) : Score(matrix, vectors, degrees);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>How well each sample is supported by the others: <c>d_i / m</c>, in (0, 1].</summary>
    /// <param name="similarities">The matrix of <see cref="Of"/>.</param>
    /// <param name="samples">m, from 0 to <see cref="MaximumSamples"/>.</param>
    /// <param name="confidences">Receives m numbers; NaN throughout where <see cref="Of"/> has a fault.</param>
    /// <exception cref="ArgumentException">Thrown when the matrix is not m times m or there is no room for m numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="samples"/> is negative or above <see cref="MaximumSamples"/>.</exception>
    public static void Confidences(ReadOnlySpan<double> similarities, int samples, Span<double> confidences)
    {
        RequireSize(similarities, samples);
        if (confidences.Length != samples)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"confidences must hold {samples} elements, but holds {confidences.Length}."), nameof(confidences));
        }

        double[] rented = ArrayPool<double>.Shared.Rent(samples * samples);
        Span<double> matrix = rented.AsSpan(0, samples * samples);
        bool usable = Symmetrise(similarities, matrix, samples) is null;
        for (int i = 0; i < samples; i++)
        {
            confidences[i] = usable ? Sum(matrix.Slice(i * samples, samples)) / samples : double.NaN;
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    private static void RequireSize(ReadOnlySpan<double> similarities, int samples)
    {
        if (Guard.AtLeast(samples, 0) > MaximumSamples)
        {
            throw new ArgumentOutOfRangeException(nameof(samples), samples, string.Create(CultureInfo.InvariantCulture, $"samples must be at most {MaximumSamples}, but was {samples}."));
        }

        if (similarities.Length != samples * samples)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"similarities must hold {samples * samples} elements, but holds {similarities.Length}."), nameof(similarities));
        }
    }

    private static SimilarityGraph Without(Reason fault) => new()
    {
        Fault = fault,
        DegreeUncertainty = double.NaN,
        SpectralClusters = double.NaN,
        Eccentricity = double.NaN,
    };

    private static Reason? Symmetrise(ReadOnlySpan<double> similarities, Span<double> matrix, int samples)
    {
        for (int i = 0; i < samples; i++)
        {
            for (int j = 0; j < samples; j++)
            {
                Estimate similarity = Estimate.Probability(similarities[(i * samples) + j]);
                Estimate opposite = Estimate.Probability(similarities[(j * samples) + i]);
                if (!similarity.HasValue)
                {
                    return similarity.Reason;
                }

                matrix[(i * samples) + j] = i == j ? 1.0 : (similarity.Value + opposite.Value) / 2.0;
            }
        }

        return null;
    }

    private static SimilarityGraph Score(Span<double> matrix, Span<double> vectors, Span<double> degrees)
    {
        int m = degrees.Length;
        double total = Sum(matrix);
        for (int i = 0; i < m; i++)
        {
            degrees[i] = Sum(matrix.Slice(i * m, m));
        }

        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                matrix[(i * m) + j] = (i == j ? 1.0 : 0.0) - (matrix[(i * m) + j] / Math.Sqrt(degrees[i] * degrees[j]));
            }
        }

        SymmetricEigen.Solve(matrix, vectors, m);
        double clusters = 0.0, spread = 0.0;
        for (int j = 0; j < m; j++)
        {
            double eigenvalue = matrix[(j * m) + j];
            clusters += Math.Max(0.0, 1.0 - eigenvalue);
            spread += eigenvalue < EccentricityCutoff ? CentredSquares(vectors, j, m) : 0.0;
        }

        return new SimilarityGraph
        {
            Samples = m,
            DegreeUncertainty = 1.0 - (total / ((double)m * m)),
            SpectralClusters = clusters,
            Eccentricity = Math.Sqrt(spread),
        };
    }

    private static double CentredSquares(ReadOnlySpan<double> vectors, int column, int m)
    {
        double mean = 0.0, squares = 0.0;
        for (int i = 0; i < m; i++)
        {
            mean += vectors[(i * m) + column] / m;
        }

        for (int i = 0; i < m; i++)
        {
            double distance = vectors[(i * m) + column] - mean;
            squares += distance * distance;
        }

        return squares;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0.0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
