/** The same sentences in Spanish. What the service says (reasons, clauses) is in the district's language. */
import type { Words } from './words';

export const severityWordEs = {
  info: 'Conviene saberlo',
  caution: 'Mírelo otra vez',
  serious: 'Deténgase un momento',
};

export const spanish: Partial<Words> = {
  close: 'Cerrar',
  previous: 'Anterior',
  next: 'Siguiente',
  position: (index, count) => `${index} de ${count}`,
  instead: 'Mejor así:',
  allowed: 'La norma permite:',
  clause: (policy, group, title, version) => `Norma ${policy}, ${group} · ${title} (versión ${version})`,
  clauseUnknown: (id) => `Cláusula ${id} de la norma`,
  clauseVersion: (version, effective) => `Versión ${version}, vigente desde ${effective}`,
  link: 'Leer más',
  wholeText: 'Todo el texto',
  foundBy: {
    rule: { likely: 'Coincide con una regla.', possible: 'Coincide con una regla; puede ser inofensivo.' },
    classifier: {
      likely: 'Se parece a ejemplos que los revisores han señalado.',
      possible: 'Se parece un poco a ejemplos que los revisores han señalado.',
    },
  },

  dismiss: 'Descartar',
  dismissText: 'Este texto',
  dismissTextHint: 'solo estas palabras',
  dismissRule: (site) => `Esta regla en ${site}`,
  dismissRuleHint: 'hasta que la active de nuevo',
  pause: 'Pausar una hora',
  pauseHint: 'no se revisa nada',
  dismissed: 'Descartado aquí.',
  dismissedRule: (site) => `Esta regla está desactivada en ${site}.`,
  paused: 'En pausa durante una hora.',
  undo: 'Deshacer',
  notSaved: 'No se pudo guardar. Inténtelo otra vez desde el icono de la barra.',

  wrong: 'Esto no es correcto',
  wrongNeedsExtension:
    'Para avisar a los revisores use la extensión del navegador: la página de práctica no envía nada.',

  edit: 'Editar mi publicación',
  postAnyway: 'Publicar de todos modos',
  pressAgain: 'Pulse la misma tecla otra vez para publicar.',
  more: (count) => (count === 1 ? 'Y otro lugar más adelante.' : `Y otros ${count} lugares más adelante.`),

  call: (name, phone) => `${name}: ${phone}`,
  callTitle: 'Su línea de denuncia',

  picture: {
    title: '¿Quién aparece en esta foto?',
    unseen: 'Forethought no ha mirado la foto, ni lo hace nunca.',
    question: 'En ella hay …',
    named: '(el archivo se llama así)',
    subjects: {
      students: 'estudiantes',
      staff: 'personas que trabajan aquí',
      plan: 'un plano del edificio',
    },
    asks: {
      students: {
        rule: 'La norma pide el consentimiento escrito de los padres de cada estudiante, salvo en actos públicos.',
        answers: [
          ['Hay consentimiento escrito', 'Entonces está bien.'],
          ['Es de un acto público: un partido, un concierto, una obra', 'Entonces está bien.'],
          ['Ninguna de las dos, o no lo sé', 'No la publique hasta tener el consentimiento.'],
        ],
      },
      staff: {
        rule: 'La norma pide su consentimiento, también en actos públicos.',
        answers: [
          ['Están de acuerdo', 'Entonces está bien.'],
          ['Aún no he preguntado', 'Pregúnteles primero.'],
        ],
      },
      plan: {
        rule: 'La norma guarda los planos dentro del distrito; ningún consentimiento lo cambia. Quítela, por favor.',
        answers: [],
      },
    },
    done: 'Listo',
    announce: (count) =>
      count === 1
        ? 'Se añadió una foto. Pulse Alt Mayús P para decir quién aparece.'
        : `Se añadieron ${count} fotos. Pulse Alt Mayús P para decir quién aparece.`,
  },

  workTime: {
    title: 'Horario de trabajo',
    message: 'Según su horario, ahora es tiempo de trabajo.',
    forMyJob: 'Es para mi trabajo',
    silenced: 'No se dirá más aquí hasta el fin de su turno.',
  },

  announce: (count) =>
    count === 1
      ? 'Un lugar para mirar otra vez. Pulse Alt Mayús F para oírlo.'
      : `${count} lugares para mirar otra vez. Pulse Alt Mayús F para oírlos.`,
  cardHint: 'Pulse Intro para ir a la tarjeta, Escape para cerrarla.',

  notHeld: 'Aquí no hay botón de publicar, así que nada se detiene: sale cuando pulsa la tecla.',
  unchecked: {
    tooLong: 'No revisado: el texto es demasiado largo.',
    language: 'No revisado: este idioma aún no se admite.',
    partial: 'Solo se revisó una parte de este texto.',
  },
};
