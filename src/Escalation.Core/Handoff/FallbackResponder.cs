using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Says what the user hears while somebody else takes over: by outcome, by the user's language and by channel, with what is known of the queue.</summary>
/// <remarks>
/// <para>The user's language is looked up by BCP 47 (<c>pt-BR</c>, then <c>pt</c>, then the default language); within a language a text for the channel comes before one for all.
/// The library brings texts in English, German, French, Spanish, Portuguese, Italian, Dutch and Turkish. Inserted values are bounded, on one line, and encoded where the channel reads markup.</para>
/// <para>It never throws and never says nothing: whatever fails, it says <see cref="LastResort"/>. Immutable, safe for concurrent use.</para>
/// </remarks>
public sealed class FallbackResponder : IFallbackResponder
{
    /// <summary>What is said when every other message fails.</summary>
    public const string LastResort = "I am bringing in a specialist who will continue from here.";

    private readonly FallbackBook _book;
    private readonly Func<HandoffRoute, QueueOutlook?>? _outlook;

    /// <summary>Creates a responder with the library's own texts.</summary>
    public FallbackResponder()
    {
        FallbackResponder own = new FallbackResponderBuilder().Build();
        _book = own._book;
    }

    internal FallbackResponder(FallbackBook book, Func<HandoffRoute, QueueOutlook?>? outlook)
    {
        _book = book;
        _outlook = outlook;
    }

    /// <summary>Builds a responder.</summary>
    /// <param name="configure">Adds texts and channels.</param>
    /// <exception cref="ArgumentException">Thrown when a text cannot be read; the message says why.</exception>
    /// <exception cref="InvalidOperationException">Thrown when an outcome has no text in the default language that is said whatever is known.</exception>
    public static FallbackResponder Build(Action<FallbackResponderBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new FallbackResponderBuilder();
        configure(builder);
        return builder.Build();
    }

    /// <inheritdoc/>
    public string Respond(AgentTurn turn, in EscalationDecision decision) => Respond(turn, decision, null);

    /// <inheritdoc/>
    public string Respond(AgentTurn turn, in EscalationDecision decision, HandoffRoute? route) => Respond(turn, decision, route, null);

    /// <inheritdoc/>
    public string Respond(AgentTurn turn, in EscalationDecision decision, HandoffRoute? route, QueueOutlook? outlook)
    {
        try
        {
            // What does not act and is none of these is an escalation to a person.
            DecisionOutcome outcome = decision.Outcome is DecisionOutcome.RequestApproval or DecisionOutcome.EscalateToModel or DecisionOutcome.SafeStop
                ? decision.Outcome
                : DecisionOutcome.EscalateToPerson;
            return _book.Say(outcome, turn.Requester?.Language, turn.Channel, new FallbackValues(turn, route, route is null ? outlook : OutlookOf(route, outlook))) ?? LastResort;
        }
        catch (Exception)
        {
            return LastResort;
        }
    }

    /// <summary>The application's word comes before the router's, part by part.</summary>
    private QueueOutlook? OutlookOf(HandoffRoute route, QueueOutlook? known)
    {
        try
        {
            return _outlook?.Invoke(route) is not { } own
                ? known
                : new QueueOutlook(own.ExpectedWait ?? known?.ExpectedWait, own.OpensAt ?? known?.OpensAt, own.Deadline ?? known?.Deadline, own.DisplayName ?? known?.DisplayName);
        }
        catch (Exception)
        {
            return known;
        }
    }
}
