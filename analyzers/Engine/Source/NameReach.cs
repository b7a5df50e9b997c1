using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Source;

/// <summary>Which names lead to a lock: the closure of "uses a name" from members with a lock token, over the whole program.</summary>
internal sealed class NameReach
{
    private readonly HashSet<string> _reaching = new(StringComparer.Ordinal);

    private NameReach()
    {
    }

    /// <summary>How many names reach a lock.</summary>
    public int Count => _reaching.Count;

    /// <summary>The closure. Set semantics make the result independent of every order; the work list keeps long call chains off the stack.</summary>
    /// <param name="trees">The program.</param>
    /// <param name="known">Names that reach a lock outside the program.</param>
    public static NameReach Of(ImmutableArray<TreeIndex> trees, IEnumerable<string> known)
    {
        var users = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var reach = new NameReach();
        var pending = new Stack<string>();
        var delegates = trees.SelectMany(tree => tree.Assignments.Concat(tree.Subscriptions), (tree, use) => (tree, use)).Where(pair => pair.use.Value is not null).ToList();
        foreach (var name in trees.SelectMany(tree => tree.Members).SelectMany(NamesOf).Concat(delegates.Select(pair => pair.use.Name)).Concat(trees.SelectMany(tree => tree.Types).Select(type => type.Name)))
        {
            if (!users.ContainsKey(name))
            {
                users.Add(name, []);
            }
        }

        var outside = known.SelectMany(name => ImpliedNames.FormsCalling(name).Add(name)).ToList();
        foreach (var name in outside)
        {
            users[name] = [];
        }

        AddDelegates(delegates, users, reach, pending);
        foreach (var tree in trees)
        {
            AddUsers(tree, users);
            foreach (var name in tree.Members.Where(member => member.HasLockToken).SelectMany(NamesOf))
            {
                reach.Add(name, pending);
            }
        }

        foreach (var name in outside)
        {
            reach.Add(name, pending);
        }

        while (pending.Count > 0)
        {
            foreach (var user in users[pending.Pop()])
            {
                reach.Add(user, pending);
            }
        }

        return reach;
    }

    /// <summary>The names that reach a lock.</summary>
    public IEnumerable<string> Names => _reaching;

    /// <summary>Whether the name reaches a lock.</summary>
    public bool Reaches(string name) => _reaching.Contains(name);

    // Under these names others call the member: initialisers run with the constructors of their type, which new() calls without a name.
    private static IEnumerable<string> NamesOf(MemberEntry member)
    {
        yield return member.Name;
        if (member.Kind is MemberKind.Initializer)
        {
            yield return member.ContainingType;
        }

        if (member.Kind is MemberKind.Initializer or MemberKind.Constructor or MemberKind.StaticConstructor)
        {
            yield return ImpliedNames.Constructor;
        }

        foreach (var form in ImpliedNames.FormsCalling(member.Name))
        {
            yield return form;
        }
    }

    // Whoever runs the delegate in a field or event runs what was put into it: a method by its name, a lambda as part of the member around it.
    private static void AddDelegates(List<(TreeIndex Tree, NamedUse Use)> delegates, Dictionary<string, List<string>> users, NameReach reach, Stack<string> pending)
    {
        foreach (var (tree, use) in delegates)
        {
            if (use.Value != NamedUse.Lambda)
            {
                if (use.Value != use.Name && users.TryGetValue(use.Value!, out var usersOfMethod))
                {
                    usersOfMethod.Add(use.Name);
                }
            }
            else if (tree.MemberAt(use.Span) is { } around)
            {
                if (around.HasLockToken)
                {
                    reach.Add(use.Name, pending);
                }

                foreach (var number in around.UsedNumbers)
                {
                    if (users.TryGetValue(tree.Names.Names[number], out var usersOfName))
                    {
                        usersOfName.Add(use.Name);
                    }
                }
            }
        }
    }

    private static void AddUsers(TreeIndex tree, Dictionary<string, List<string>> users)
    {
        var usersByNumber = new List<string>?[tree.Names.Names.Length];
        for (var number = 0; number < usersByNumber.Length; number++)
        {
            users.TryGetValue(tree.Names.Names[number], out usersByNumber[number]);
        }

        foreach (var member in tree.Members)
        {
            // Once a member, not once for each name that it uses: this runs for the whole program after every edit.
            string[]? names = null;
            foreach (var number in member.UsedNumbers)
            {
                usersByNumber[number]?.AddRange(names ??= [.. NamesOf(member)]);
            }
        }

        // A type without a constructor of its own still runs its base's.
        foreach (var type in tree.Types)
        {
            foreach (var name in type.Bases)
            {
                if (users.TryGetValue(name, out var ofBase))
                {
                    ofBase.Add(type.Name);
                }
            }
        }
    }

    private void Add(string name, Stack<string> pending)
    {
        if (_reaching.Add(name))
        {
            pending.Push(name);
        }
    }
}
