namespace MmAnalyzers.Verdicts.Cells;

/// <summary>Writes the program of a cell: a class with a method for each thread, its locks, and what lies between a lock and the next.</summary>
internal sealed class ProgramWriter
{
    private readonly Order _order;
    private readonly string _space;
    private readonly ClassText _sample = new("public sealed class Sample");
    private readonly ClassText _store = new("public sealed class Store");
    private readonly SortedSet<char> _locks = [];
    private readonly Relays _relays;
    private readonly SynchronizedGates _gates;
    private readonly List<string> _threads = [];
    private int _serial;

    /// <summary>A writer of one program in a namespace of its own.</summary>
    public ProgramWriter(Order order, string space)
    {
        _order = order;
        _space = space;
        _relays = new(_sample, order.Primitive.IsAsync);
        _gates = new(order.IsRun);
        _sample.Field("private int _count;".Replace("private", Shared, StringComparison.Ordinal));
    }

    private Primitive Primitive => _order.Primitive;

    private bool HasStore => _order.Distance == Distance.OtherProject;

    private ClassText Owner => HasStore ? _store : _sample;

    private string Kind => Primitive.IsAsync ? "async Task" : "void";

    private string Shared => Primitive.IsSynchronizedMethod ? "internal" : "private";

    /// <summary>Adds a method for a thread.</summary>
    public ProgramWriter Thread(Step body)
    {
        var name = $"Run{_threads.Count + 1}";
        var more = _order.Scene == Scene.Crosswise ? "Sample other, " : "";
        _sample.Method($"public {Kind} {name}({more}int mode)", Render(body, new("", "", InLibrary: false)));
        _threads.Add(name);
        return this;
    }

    /// <summary>Adds members to the class of the threads.</summary>
    public ProgramWriter Member(string text)
    {
        _sample.Field(text);
        return this;
    }

    /// <summary>The program.</summary>
    public ProgramText Finish()
    {
        Locks();
        var types = new List<string> { _sample.ToString() };
        types.AddRange(_relays.Types);
        types.AddRange(_gates.Types);
        if (Primitive.Support.Length > 0 && !HasStore)
        {
            types.Add(Primitive.Support);
        }

        if (_order.IsRun)
        {
            types.Add(SceneText.Of(_order, _threads, [.. _locks.Where(_ => Primitive.HasWriters).Select(one => "Write" + char.ToUpperInvariant(one))]));
        }

        return new(File(types), HasStore ? File([_store.ToString(), Primitive.Support]) : null);
    }

    private string File(IEnumerable<string> types)
    {
        var usings = _order.IsRun ? "using MmAnalyzers.Verdicts.Running;\n\n" : "";
        return Layout.Indented($"{usings}namespace {_space};\n\n{string.Join("\n\n", types.Where(type => type.Length > 0))}");
    }

    private void Locks()
    {
        var here = new Scope("", "", InLibrary: false);
        if (HasStore)
        {
            _sample.Field("private readonly Store _store = new();");
            _store.Field("private int _count;");
        }

        foreach (var one in _locks.ToList())
        {
            Owner.Field(Primitive.Field.Replace("{m}", HasStore ? "public" : Shared, StringComparison.Ordinal).Replace("{0}", Name(one), StringComparison.Ordinal));
            if (Primitive.HasWriters)
            {
                _sample.Method($"public void Write{char.ToUpperInvariant(one)}(int mode)", Render(new Region(one, Step.Work, Way.Write), here));
            }
        }

        if (_order is { IsRun: true, Scene: Scene.Alone })
        {
            _sample.Method("public bool IsFree()", $"if (!{Fill(Primitive.Attempt, 'a', here)})\n{{\nreturn false;\n}}\n\n{Fill(Primitive.Undo, 'a', here)}\nreturn true;");
        }
    }

    private string Render(Step step, Scope at) => step switch
    {
        Region region => Region(region, at),
        Sequence both => Render(both.First, at) + "\n" + Render(both.Second, at),
        On on => Render(on.Inner, at with { Receiver = on.Receiver }),
        Away away => Away(away.Inner, at),
        Text text => Bare(text.Body, at),
        _ => at.Member("_count") + " += mode;",
    };

    private string Region(Region region, Scope at)
    {
        _locks.Add(region.Lock);
        var label = at.Member(region.Lock.ToString());
        if (Primitive.IsSynchronizedMethod)
        {
            var hold = _gates.Add(Name(region.Lock), label, Render(region.Inner, new("owner", "owner", InLibrary: false)));
            return Probe("Wants", label) + $"{Operand(region.Lock, at)}.{hold}({at.Subject}, mode);";
        }

        var brackets = region.Way switch { Way.Write => Primitive.Writer!, Way.Try => Primitive.Try!, _ => Primitive.Region };
        var serial = _serial++;
        var inner = Render(region.Inner, at);
        var open = Fill(brackets.Open, region.Lock, at, serial);
        var close = Fill(brackets.Close, region.Lock, at, serial);
        return $"{Probe("Wants", label)}{open}\n{Probe("Has", label)}{inner}\n{Probe("Gives", label)}{close}";
    }

    private string Away(Step inner, Scope at)
    {
        if (_order.Distance is Distance.Direct)
        {
            return Render(inner, at);
        }

        if (_order.Distance is Distance.Lambda)
        {
            return _relays.Lambda(Render(inner, at));
        }

        var step = _relays.Next();
        var body = Render(inner, new("", "", HasStore));
        var access = HasStore ? "public" : _order.Distance is Distance.OneCall ? Shared : "internal";
        Owner.Method($"{access} {Kind} Step{step}(int mode)", body);
        return _relays.Call(_order.Distance, step, at);
    }

    private string Bare(string body, Scope at)
    {
        if (!body.Contains("{acquire}", StringComparison.Ordinal))
        {
            return body;
        }

        _locks.Add('a');
        var (acquire, release) = (Primitive.Acquire, Primitive.Release);
        if (_order.Distance != Distance.Direct)
        {
            var inside = new Scope("", "", HasStore);
            Owner.Method($"{(HasStore ? "public" : "private")} {Kind} Begin()", Fill(acquire, 'a', inside));
            Owner.Method($"{(HasStore ? "public" : "private")} void End()", Fill(release, 'a', inside));
            var through = HasStore ? "_store." : "";
            (acquire, release) = ($"{(Primitive.IsAsync ? "await " : "")}{through}Begin();", $"{through}End();");
        }

        var parts = body.Split("{acquire}");
        var text = parts[0] + string.Concat(parts.Skip(1).Select(part => Fill(acquire, 'a', at) + part));
        return text.Replace("{release}", Fill(release, 'a', at), StringComparison.Ordinal);
    }

    private string Probe(string what, string label) => _order.IsRun ? $"Rendezvous.{what}(\"{label}\");\n" : "";

    private string Fill(string template, char name, Scope at, int? serial = null) => template
        .Replace("{0}", Operand(name, at), StringComparison.Ordinal)
        .Replace("{1}", $"{serial ?? _serial++}", StringComparison.Ordinal);

    private string Operand(char one, Scope at)
    {
        var name = Name(one);
        var path = (HasStore && !at.InLibrary, Primitive.IsStatic) switch
        {
            (true, true) => $"Store.{name}",
            (true, false) => at.Member($"_store.{name}"),
            (false, true) => name,
            _ => at.Member(name),
        };
        return Primitive.Operand.Replace("{0}", path, StringComparison.Ordinal);
    }

    private string Name(char one) => HasStore ? char.ToUpperInvariant(one).ToString() : "_" + one;
}
