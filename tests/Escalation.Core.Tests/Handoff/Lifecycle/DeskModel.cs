namespace Escalation.Core.Tests.Handoff.Lifecycle;

/// <summary>What a desk should do, in the simplest words: one escalation, queues 0 to 2, hours as numbers. Answers: done, same, refused, conflict, unknown.</summary>
internal sealed class DeskModel
{
    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);

    public string State { get; private set; } = "Requested";

    public string? Person { get; private set; }

    public int Queue { get; private set; }

    public int Reminders { get; private set; }

    public double Since { get; private set; }

    public bool[] Broken { get; } = new bool[3];

    private double Limit => State == "Requested" ? 8 : 4;

    public void Begin() => Deliver(0);

    public string Accept(int ticket, string person, double now) => Say(ticket, $"accept {ticket} {person}", $"accept {ticket} {person}", () =>
    {
        if (State != "Requested" || ticket != Queue)
        {
            return false;
        }

        (State, Person, Since, Reminders) = ("Accepted", person, now, 0);
        return true;
    });

    public string Decline(int ticket, string person, string reason, double now) => Say(ticket, $"decline {ticket} {person}", $"decline {ticket} {person} {reason}", () =>
    {
        if (ticket != Queue || !(State == "Requested" || (State == "Accepted" && Person == person)))
        {
            return false;
        }

        MoveOn(now);
        return true;
    });

    public string Resolve(int ticket, string person, string code, double now) => Say(ticket, $"resolve {ticket}", $"resolve {ticket} {person} {code}", () =>
    {
        bool may = ticket == Queue && State == "Accepted" && Person == person;
        (State, Since, Reminders) = may ? ("Resolved", now, 0) : (State, Since, Reminders);
        return may;
    });

    public string HandBack(int ticket, string person, string summary) => Say(ticket, $"back {ticket}", $"back {ticket} {person} {summary}", () =>
    {
        if (ticket != Queue || State != "Resolved" || Person != person)
        {
            return false;
        }

        (State, Person) = ("HandedBack", null);
        return true;
    });

    public void Sweep(double now)
    {
        if (State is "HandedBack" or "Abandoned")
        {
            return;
        }

        double passed = now - Since;
        if (passed >= Limit && State != "Resolved")
        {
            MoveOn(now);
        }
        else if ((Reminders == 0 && passed >= Limit * 0.5) || (Reminders == 1 && passed >= Limit * 0.9))
        {
            Reminders++;
        }
    }

    private void MoveOn(double now)
    {
        (Person, Queue) = (null, Queue + 1);
        Deliver(now);
    }

    private void Deliver(double now)
    {
        while (Queue < 3 && Broken[Queue])
        {
            Queue++;
        }

        (State, Queue) = Queue < 3 ? ("Requested", Queue) : ("Abandoned", 2);
        (Since, Reminders) = State == "Requested" ? (now, 0) : (Since, Reminders);
    }

    private string Say(int ticket, string key, string content, Func<bool> happens)
    {
        if (ticket > Queue)
        {
            return "unknown";
        }

        if (_said.TryGetValue(key, out string? before))
        {
            return before == content ? "same" : "conflict";
        }

        if (!happens())
        {
            return "refused";
        }

        _said.Add(key, content);
        return "done";
    }
}
