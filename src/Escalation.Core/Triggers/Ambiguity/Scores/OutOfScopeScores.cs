using Escalation.Uncertainty.Distances;

namespace Escalation.Triggers.Ambiguity.Scores;

/// <summary>Scores of how far a request lies from the known intents, each with its direction, to put a threshold or a certificate on.</summary>
/// <remarks>
/// A budget certified on the scores of requests that were in scope bounds the share of good requests that escalate; how many of the others it catches has to be measured.
/// All are immutable, safe for concurrent use and allocate nothing. An embedding of another length is a fault, scores that are not finite are missing; both escalate.
/// </remarks>
public static class OutOfScopeScores
{
    /// <summary>A measure of a classifier's scores in <see cref="Decisions.AgentTurn.IntentScores"/>. Linear in the intents.</summary>
    /// <param name="measure">What to measure.</param>
    /// <param name="probabilities">Whether the scores are probabilities; otherwise they are logits.</param>
    /// <param name="temperature">The temperature of the energy; finite and above 0.</param>
    /// <param name="optional">Whether a turn without scores abstains; otherwise it is missing, which escalates.</param>
    /// <exception cref="ArgumentException">Thrown when the measure needs logits and the scores are probabilities.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range.</exception>
    public static DirectedScore OfClassifier(OutOfScopeMeasure measure = OutOfScopeMeasure.MaximumProbability, bool probabilities = false, double temperature = 1.0, bool optional = false) =>
        new IntentScore(measure, probabilities, temperature, optional);

    /// <summary>The Mahalanobis distance of <see cref="Decisions.AgentTurn.Embedding"/> to the nearest centre; high escalates.</summary>
    /// <param name="centroids">The centres of the known intents.</param>
    /// <param name="optional">Whether a turn without embedding abstains; otherwise it is missing, which escalates.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="centroids"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the centres have no covariance.</exception>
    public static DirectedScore Mahalanobis(ClassCentroids centroids, bool optional = false)
    {
        ArgumentNullException.ThrowIfNull(centroids);
        return centroids.HasCovariance
            ? new EmbeddingScore("embedding-mahalanobis", centroids.Length, centroids.Identity, vector => centroids.Mahalanobis(vector.Span), optional)
            : throw new ArgumentException("centroids must vary within their classes, or there is no Mahalanobis distance.", nameof(centroids));
    }

    /// <summary>The cosine distance of <see cref="Decisions.AgentTurn.Embedding"/> to the nearest centre, in [0, 2]; high escalates.</summary>
    /// <param name="centroids">The centres of the known intents.</param>
    /// <param name="optional">Whether a turn without embedding abstains; otherwise it is missing, which escalates.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="centroids"/> is null.</exception>
    public static DirectedScore Cosine(ClassCentroids centroids, bool optional = false)
    {
        ArgumentNullException.ThrowIfNull(centroids);
        return new EmbeddingScore("embedding-cosine", centroids.Length, centroids.Identity, vector => centroids.Cosine(vector.Span), optional);
    }

    /// <summary>The cosine distance of <see cref="Decisions.AgentTurn.Embedding"/> to the k-th nearest known vector, in [0, 2]; high escalates.</summary>
    /// <param name="neighbours">The known vectors.</param>
    /// <param name="optional">Whether a turn without embedding abstains; otherwise it is missing, which escalates.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="neighbours"/> is null.</exception>
    public static DirectedScore Neighbours(NearestNeighbours neighbours, bool optional = false)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        return new EmbeddingScore("embedding-neighbours", neighbours.Length, neighbours.Identity, vector => neighbours.Distance(vector.Span), optional);
    }
}
